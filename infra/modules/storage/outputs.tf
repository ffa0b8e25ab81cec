output "uploads_bucket" {
  description = "The bucket of covers and lectures."
  value = {
    name        = aws_s3_bucket.uploads.id
    arn         = aws_s3_bucket.uploads.arn
    domain_name = aws_s3_bucket.uploads.bucket_regional_domain_name
  }
}

output "log_bucket" {
  description = "The bucket of access logs, once it may be written to."
  value       = aws_s3_bucket.logs.id

  depends_on = [aws_s3_bucket_policy.logs]
}

output "upload_events" {
  description = "The queue of news from the uploads bucket, and the one of messages that nobody could handle."
  value = {
    queue_name        = aws_sqs_queue.uploads.name
    queue_arn         = aws_sqs_queue.uploads.arn
    dead_letters_name = aws_sqs_queue.dead_letters.name
  }
}
