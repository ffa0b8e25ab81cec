mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  prefix           = "theta-test"
  frontend_origins = ["https://learn.example.com"]
}

run "with_the_usual_variables" {
  command = apply

  # Keeps buckets private and encrypted.
  assert {
    condition = alltrue([
      for block in [aws_s3_bucket_public_access_block.uploads, aws_s3_bucket_public_access_block.logs] :
      block.block_public_acls && block.block_public_policy && block.ignore_public_acls && block.restrict_public_buckets
    ])
    error_message = "No bucket is public."
  }

  assert {
    condition = alltrue([
      for encryption in [aws_s3_bucket_server_side_encryption_configuration.uploads, aws_s3_bucket_server_side_encryption_configuration.logs] :
      alltrue([for rule in encryption.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"])
    ])
    error_message = "Buckets are encrypted."
  }

  assert {
    condition     = aws_sqs_queue.uploads.sqs_managed_sse_enabled && aws_sqs_queue.dead_letters.sqs_managed_sse_enabled
    error_message = "Queues are encrypted."
  }

  assert {
    condition     = aws_s3_bucket_versioning.uploads.versioning_configuration[0].status == "Enabled"
    error_message = "Uploads have versions."
  }

  assert {
    condition     = anytrue([for rule in aws_s3_bucket_lifecycle_configuration.uploads.rule : length(rule.abort_incomplete_multipart_upload) > 0])
    error_message = "Unfinished uploads are removed."
  }

  assert {
    condition     = aws_s3_bucket_cors_configuration.uploads.cors_rule == null ? false : alltrue([for rule in aws_s3_bucket_cors_configuration.uploads.cors_rule : rule.allowed_origins == toset(["https://learn.example.com"])])
    error_message = "Only the frontend's pages send files."
  }

  # Has policies that name what they allow.
  assert {
    condition = alltrue(flatten([
      for policy in [aws_s3_bucket_policy.logs.policy, aws_sqs_queue_policy.uploads.policy] : [
        for statement in jsondecode(policy).Statement : [
          for action in statement.Action : !endswith(action, "*")
        ]
      ]
    ]))
    error_message = "Policies must name their actions, without wildcards."
  }

  assert {
    condition = alltrue(flatten([
      for policy in [aws_s3_bucket_policy.logs.policy, aws_sqs_queue_policy.uploads.policy] : [
        for statement in jsondecode(policy).Statement :
        (statement.Effect == "Deny" || statement.Principal != "*") && !contains(statement.Resource, "*")
      ]
    ]))
    error_message = "Only the named services may access the named resources."
  }

  assert {
    condition = alltrue([
      for policy in [aws_s3_bucket_policy.logs.policy, aws_sqs_queue_policy.uploads.policy] :
      anytrue([for statement in jsondecode(policy).Statement : statement.Effect == "Deny" && try(statement.Condition.Bool["aws:SecureTransport"], "") == "false"])
    ])
    error_message = "Access without TLS must be denied."
  }

  # Sends upload events.
  assert {
    condition     = one(aws_s3_bucket_notification.uploads.queue).queue_arn == aws_sqs_queue.uploads.arn
    error_message = "The bucket must send events to the queue."
  }

  assert {
    condition     = jsondecode(aws_sqs_queue.uploads.redrive_policy).deadLetterTargetArn == aws_sqs_queue.dead_letters.arn
    error_message = "Failed messages must be kept in the dead-letter queue."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    prefix           = "-theta"
    frontend_origins = ["*"]
    noncurrent_days  = 0
    log_days         = 1
  }

  expect_failures = [var.prefix, var.frontend_origins, var.noncurrent_days, var.log_days]
}
