resource "aws_ecs_service" "web" {
  name                   = "${var.prefix}-web"
  cluster                = aws_ecs_cluster.this.id
  task_definition        = aws_ecs_task_definition.this["web"].arn
  launch_type            = "FARGATE"
  scheduling_strategy    = "REPLICA"
  desired_count          = var.web.min
  enable_execute_command = false
  propagate_tags         = "SERVICE"

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 60

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = var.target_group_arn
    container_name   = "web"
    container_port   = var.container_port
  }

  # The release workflow sets the revision, and autoscaling sets the number of tasks.
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }
}

# Background jobs and recurring jobs.
resource "aws_ecs_service" "worker" {
  name                   = "${var.prefix}-worker"
  cluster                = aws_ecs_cluster.this.id
  task_definition        = aws_ecs_task_definition.this["worker"].arn
  launch_type            = "FARGATE"
  scheduling_strategy    = "REPLICA"
  desired_count          = var.worker.count
  enable_execute_command = false
  propagate_tags         = "SERVICE"

  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [var.security_group_id]
    assign_public_ip = false
  }

  # The release workflow sets the revision.
  lifecycle {
    ignore_changes = [task_definition]
  }
}
