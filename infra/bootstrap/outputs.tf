output "state_bucket" {
  description = "Bucket for the state of all environments."
  value       = aws_s3_bucket.state.id
}
