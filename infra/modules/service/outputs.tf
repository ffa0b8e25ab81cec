output "cluster" {
  description = "The cluster's name and ARN."
  value       = { name = aws_ecs_cluster.this.name, arn = aws_ecs_cluster.this.arn }
}

output "services" {
  description = "The names of the services."
  value       = { web = aws_ecs_service.web.name, worker = aws_ecs_service.worker.name }
}

output "service_arns" {
  description = "The services, for whoever may deploy them."
  value       = [aws_ecs_service.web.id, aws_ecs_service.worker.id]
}

output "families" {
  description = "The families of task definitions, by program."
  value       = { for name, definition in aws_ecs_task_definition.this : name => definition.family }
}

output "role_arns" {
  description = "The roles that a task definition passes on."
  value       = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
}

output "log_groups" {
  description = "The programs' log groups: name and ARN."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => { name = group.name, arn = group.arn } }
}

output "secret" {
  description = "The secret that is filled outside Terraform, and the members that it must have."
  value       = { name = aws_secretsmanager_secret.application.name, members = sort(var.secret_names) }
}

output "network" {
  description = "Where a task that is started by itself runs."
  value       = { subnets = var.private_subnet_ids, security_groups = [var.security_group_id] }
}
