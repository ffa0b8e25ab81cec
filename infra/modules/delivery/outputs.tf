output "repository" {
  description = "The registry's repository."
  value       = { url = aws_ecr_repository.this.repository_url, arn = aws_ecr_repository.this.arn, name = aws_ecr_repository.this.name }
}

output "plan_role_arn" {
  description = "Role that the plan workflow assumes."
  value       = aws_iam_role.plan.arn
}

output "deploy_role_arn" {
  description = "Role that the release workflow assumes."
  value       = aws_iam_role.deploy.arn
}
