output "cluster" {
  description = "The cluster's name and ARN."
  value       = { name = aws_ecs_cluster.this.name, arn = aws_ecs_cluster.this.arn }
}

output "services" {
  description = "The names of the services."
  value       = { web = aws_ecs_service.web.name, worker = aws_ecs_service.worker.name }
}

output "service_arns" {
  description = "ARNs of the services, for deployment permissions."
  value       = [aws_ecs_service.web.id, aws_ecs_service.worker.id]
}

output "families" {
  description = "Task definition families by program."
  value       = { for name, definition in aws_ecs_task_definition.this : name => definition.family }
}

output "role_arns" {
  description = "Roles passed to tasks by their task definitions."
  value       = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
}

output "log_groups" {
  description = "Names and ARNs of the programs' log groups."
  value       = { for name, group in aws_cloudwatch_log_group.this : name => { name = group.name, arn = group.arn } }
}

output "secret" {
  description = "The secret to fill in outside Terraform, and its required keys."
  value       = { name = aws_secretsmanager_secret.application.name, members = sort(var.secret_names) }
}

output "network" {
  description = "Subnets and security groups of one-off tasks."
  value       = { subnets = var.private_subnet_ids, security_groups = [var.security_group_id] }
}
