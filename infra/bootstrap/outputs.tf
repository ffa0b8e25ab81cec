output "state_bucket" {
  description = "The bucket that environments keep their state in."
  value       = aws_s3_bucket.state.id
}
