output "arn" {
  description = "ARN of the topic for alarms."
  value       = aws_sns_topic.this.arn

  depends_on = [aws_sns_topic_policy.this]
}
