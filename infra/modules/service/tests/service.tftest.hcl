mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  prefix               = "theta-test"
  image                = "registry.example.com/theta:1.0.0"
  repository_arn       = "arn:aws:ecr:ap-south-1:000000000000:repository/theta"
  private_subnet_ids   = ["subnet-1", "subnet-2"]
  security_group_id    = "sg-1"
  target_group_arn     = "arn:aws:elasticloadbalancing:ap-south-1:000000000000:targetgroup/theta/1"
  request_metric_label = "app/theta/1/targetgroup/theta/1"
  settings             = { APP_URL = "https://theta.example.com" }
  uploads_bucket_arn   = "arn:aws:s3:::theta-uploads"

  database = {
    secret_arn     = "arn:aws:secretsmanager:ap-south-1:000000000000:secret:database"
    parameter_arns = { db_host = "arn:aws:ssm:ap-south-1:000000000000:parameter/h", db_name = "arn:aws:ssm:ap-south-1:000000000000:parameter/n", db_user = "arn:aws:ssm:ap-south-1:000000000000:parameter/u" }
    parameters     = { db_host = "/theta/db_host", db_name = "/theta/db_name", db_user = "/theta/db_user" }
    port           = 5432
  }
}

run "with_the_usual_variables" {
  command = apply

  # Runs private tasks.
  assert {
    condition     = alltrue([for service in [aws_ecs_service.web, aws_ecs_service.worker] : !service.network_configuration[0].assign_public_ip && service.network_configuration[0].subnets == toset(["subnet-1", "subnet-2"])])
    error_message = "No task has a public address."
  }

  assert {
    condition     = alltrue([for service in [aws_ecs_service.web, aws_ecs_service.worker] : !service.enable_execute_command])
    error_message = "Nobody gets a shell in a task."
  }

  assert {
    condition = alltrue([
      for definition in aws_ecs_task_definition.this :
      jsondecode(definition.container_definitions)[0].readonlyRootFilesystem && jsondecode(definition.container_definitions)[0].user == "node" && definition.network_mode == "awsvpc"
    ])
    error_message = "Programs run without privileges and can't change themselves."
  }

  assert {
    condition     = [for port in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].portMappings : port.name] == ["http-3000"]
    error_message = "The web program listens on 3000."
  }

  assert {
    condition     = alltrue([for name in ["worker", "migration"] : !can(jsondecode(aws_ecs_task_definition.this[name].container_definitions)[0].portMappings)])
    error_message = "Worker and migration listen on nothing."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].logConfiguration.options["awslogs-group"] == "/ecs/theta-test-web"
    error_message = "Logs go to the service's group."
  }

  # Deploys without downtime and rolls back automatically.
  assert {
    condition     = aws_ecs_service.web.deployment_minimum_healthy_percent == 100 && aws_ecs_service.web.deployment_maximum_percent == 200
    error_message = "New tasks start before old ones stop."
  }

  assert {
    condition     = alltrue([for service in [aws_ecs_service.web, aws_ecs_service.worker] : service.deployment_circuit_breaker[0].enable && service.deployment_circuit_breaker[0].rollback])
    error_message = "A failed deployment must be rolled back."
  }

  assert {
    condition     = aws_appautoscaling_target.web.min_capacity == 2
    error_message = "There are two web tasks at least."
  }

  assert {
    condition = alltrue([
      for policy in [aws_appautoscaling_policy.cpu, aws_appautoscaling_policy.requests] :
      policy.target_tracking_scaling_policy_configuration[0].scale_in_cooldown >= 900
    ])
    error_message = "Scale-in must be slow, because it closes event streams."
  }

  # Restarts a worker that is stuck, too.
  assert {
    condition = alltrue([
      for name in ["web", "worker"] :
      strcontains(jsondecode(aws_ecs_task_definition.this[name].container_definitions)[0].healthCheck.command[3], ":${var.container_port}/health")
    ])
    error_message = "Web and worker must have a health check."
  }

  assert {
    condition     = jsondecode(aws_ecs_task_definition.this["worker"].container_definitions)[0].command == ["node", "ace.js", "jobs:work", "--health-port=${var.container_port}"]
    error_message = "The worker's health port must match its health check."
  }

  # Keeps secrets out of plain environment variables.
  assert {
    condition = length(setintersection(
      ["APP_KEY", "CDN_PRIVATE_KEY", "DB_PASSWORD", "MONGODB_URI", "RAZORPAY_KEY_SECRET", "REDIS_URL", "SMTP_URL"],
      [for entry in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].environment : entry.name],
    )) == 0
    error_message = "A secret is in the plain environment."
  }

  assert {
    condition     = alltrue([for name in ["APP_KEY", "DB_PASSWORD", "MONGODB_URI", "REDIS_URL", "APP_URL"] : contains([for entry in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].secrets : entry.name], name)])
    error_message = "Tasks must receive their secrets and settings."
  }

  # Has roles that name what they allow.
  assert {
    condition = alltrue(flatten([
      for policy in [aws_iam_role_policy.execution.policy, aws_iam_role_policy.task.policy] : [
        for statement in jsondecode(policy).Statement : [for action in statement.Action : !strcontains(action, "*")]
      ]
    ]))
    error_message = "Policies must name their actions, without wildcards."
  }

  assert {
    condition = alltrue(flatten([
      for policy in [aws_iam_role_policy.execution.policy, aws_iam_role_policy.task.policy] : [
        for statement in jsondecode(policy).Statement :
        !contains(statement.Resource, "*") || length(setsubtract(statement.Action, ["ecr:GetAuthorizationToken"])) == 0
      ]
    ]))
    error_message = "Only the sign-in to the registry may use the resource *."
  }

  assert {
    condition = toset(flatten([
      for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : statement.Resource if contains(statement.Action, "s3:PutObject")
    ])) == toset(["arn:aws:s3:::theta-uploads/uploads/*", "arn:aws:s3:::theta-uploads/uploads-in-progress/*", "arn:aws:s3:::theta-uploads/incoming/*"])
    error_message = "The application must be able to write to the folders for complete and incomplete uploads."
  }

  assert {
    condition     = !strcontains(aws_iam_role_policy.task.policy, "sqs:")
    error_message = "The application must not read the queue by default."
  }

  assert {
    condition     = alltrue([for role in [aws_iam_role.execution, aws_iam_role.task] : jsondecode(role.assume_role_policy).Statement[0].Principal.Service == "ecs-tasks.amazonaws.com"])
    error_message = "Only ECS tasks may assume the roles."
  }
}

run "lets_the_application_read_news_of_uploads" {
  command = apply

  variables {
    upload_events_queue_arn = "arn:aws:sqs:ap-south-1:000000000000:theta-uploads"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role_policy.task.policy).Statement : statement.Resource if contains(statement.Action, "sqs:ReceiveMessage")] == [["arn:aws:sqs:ap-south-1:000000000000:theta-uploads"]]
    error_message = "The application must be able to read only this queue."
  }
}

run "lets_the_application_read_its_password_by_itself" {
  command = apply

  variables {
    inject_database_password = false
  }

  assert {
    condition     = !contains([for entry in jsondecode(aws_ecs_task_definition.this["web"].container_definitions)[0].secrets : entry.name], "DB_PASSWORD")
    error_message = "The password is not injected."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    inject_database_password = null

    prefix               = "9theta"
    image                = "theta:latest"
    repository_arn       = "theta"
    architecture         = "arm"
    private_subnet_ids   = []
    security_group_id    = ""
    target_group_arn     = "theta"
    request_metric_label = "theta"
    container_port       = 80
    web                  = { cpu = 512, memory = 512, min = 1, max = 1 }
    worker               = { cpu = 100, memory = 512, count = 0 }
    requests_per_task    = 1
    settings             = { APP_KEY = "plain" }
    secret_names         = ["SMTP_URL"]
    database             = { secret_arn = "", parameter_arns = {}, parameters = {}, port = 5432 }
    uploads_bucket_arn   = "theta"
    log_retention_days   = 2

    upload_events_queue_arn = "theta"
  }

  expect_failures = [
    var.prefix, var.image, var.repository_arn, var.architecture, var.private_subnet_ids, var.security_group_id,
    var.target_group_arn, var.request_metric_label, var.container_port, var.web, var.worker, var.requests_per_task,
    var.settings, var.secret_names, var.database, var.uploads_bucket_arn, var.log_retention_days,
    var.upload_events_queue_arn,
    var.inject_database_password,
  ]
}
