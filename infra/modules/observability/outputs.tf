output "dashboard" {
  description = "The dashboard's name in CloudWatch."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
}

output "topic_arn" {
  description = "Topic for the alarms of the region."
  value       = module.alerts.arn
}
