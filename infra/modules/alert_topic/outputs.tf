output "arn" {
  description = "Where alarms are sent."
  value       = aws_sns_topic.this.arn

  depends_on = [aws_sns_topic_policy.this]
}
