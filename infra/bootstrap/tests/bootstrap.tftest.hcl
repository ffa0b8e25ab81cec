mock_provider "aws" {
  source = "../tests/mocks"
}

run "keeps_the_state_private_encrypted_and_versioned" {
  command = apply

  assert {
    condition     = aws_s3_bucket_public_access_block.state.block_public_policy && aws_s3_bucket_public_access_block.state.restrict_public_buckets && aws_s3_bucket_public_access_block.state.block_public_acls && aws_s3_bucket_public_access_block.state.ignore_public_acls
    error_message = "The state is not public."
  }

  assert {
    condition     = alltrue([for rule in aws_s3_bucket_server_side_encryption_configuration.state.rule : rule.apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"])
    error_message = "The state is encrypted."
  }

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "Old versions of the state must be restorable."
  }

  assert {
    condition     = [for statement in jsondecode(aws_s3_bucket_policy.state.policy).Statement : statement.Effect] == ["Deny"]
    error_message = "The bucket policy must not allow any principal."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.github.client_id_list == toset(["sts.amazonaws.com"])
    error_message = "GitHub's tokens are for AWS."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    region = "india"
    prefix = "Theta"
  }

  expect_failures = [var.region, var.prefix]
}
