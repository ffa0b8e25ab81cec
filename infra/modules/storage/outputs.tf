output "uploads_bucket" {
  description = "Bucket for covers and lectures."
  value = {
    name        = aws_s3_bucket.uploads.id
    arn         = aws_s3_bucket.uploads.arn
    domain_name = aws_s3_bucket.uploads.bucket_regional_domain_name
  }
}

output "log_bucket" {
  description = "Bucket for access logs; available once its policy allows writes."
  value       = aws_s3_bucket.logs.id

  depends_on = [aws_s3_bucket_policy.logs]
}

output "upload_events" {
  description = "Queue of the uploads bucket's events, and its dead-letter queue."
  value = {
    queue_name        = aws_sqs_queue.uploads.name
    queue_arn         = aws_sqs_queue.uploads.arn
    dead_letters_name = aws_sqs_queue.dead_letters.name
  }
}
