output "repository" {
  description = "The registry's repository."
  value       = { url = aws_ecr_repository.this.repository_url, arn = aws_ecr_repository.this.arn, name = aws_ecr_repository.this.name }
}

output "plan_role_arn" {
  description = "What a pull request's workflow takes on."
  value       = aws_iam_role.plan.arn
}

output "deploy_role_arn" {
  description = "What a release's workflow takes on."
  value       = aws_iam_role.deploy.arn
}
