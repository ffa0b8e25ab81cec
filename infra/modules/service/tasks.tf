locals {
  # The three programs of one image.
  programs = {
    web = {
      cpu     = var.web.cpu
      memory  = var.web.memory
      command = ["node", "--max-semi-space-size=8", "bin/server.js"]
    }
    worker = {
      cpu     = var.worker.cpu
      memory  = var.worker.memory
      command = ["node", "ace.js", "jobs:work", "--health-port=${var.container_port}"]
    }
    migration = {
      cpu     = var.worker.cpu
      memory  = var.worker.memory
      command = ["node", "ace.js", "migration:run", "--force"]
    }
  }

  health_command = "fetch('http://127.0.0.1:${var.container_port}/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"

  # The load balancer checks the web program; the worker's health port is only used inside its container.
  listening = { portMappings = [{ name = "http-${var.container_port}", containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp", appProtocol = "http" }] }
  lasting   = { healthCheck = { command = ["CMD", "node", "-e", local.health_command], interval = 30, timeout = 5, retries = 3, startPeriod = 60 } }

  containers = {
    for name, program in local.programs : name => merge(
      {
        name                   = name
        image                  = var.image
        essential              = true
        command                = program.command
        user                   = "node"
        readonlyRootFilesystem = true
        # After SIGTERM a server accepts requests for 5 seconds (SHUTDOWN_GRACE), finishes requests in flight within 30, and
        # closes within 10. Jobs of a worker have the whole time.
        stopTimeout     = 120
        environment     = [for key, value in local.environment : { name = key, value = value }]
        secrets         = [for key, source in local.injected : { name = key, valueFrom = source }]
        mountPoints     = [for path, volume in local.writable : { sourceVolume = volume, containerPath = path, readOnly = false }]
        linuxParameters = { initProcessEnabled = true }
        logConfiguration = {
          logDriver = "awslogs"
          options = {
            "awslogs-group"         = aws_cloudwatch_log_group.this[name].name
            "awslogs-region"        = data.aws_region.current.name
            "awslogs-stream-prefix" = "ecs"
          }
        }
      },
      name == "web" ? local.listening : null,
      name == "migration" ? null : local.lasting,
    )
  }

  # The only writable folder; empty at the start of each task and deleted with it.
  writable = { "/tmp" = "tmp" }
}

# The release workflow registers later revisions with the image of its version. Changes made here take effect with the
# next release.
resource "aws_ecs_task_definition" "this" {
  for_each = local.programs

  family                   = "${var.prefix}-${each.key}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions    = jsonencode([local.containers[each.key]])
  skip_destroy             = true

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = local.writable

    content {
      name = volume.value
    }
  }
}
