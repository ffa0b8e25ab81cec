mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name  = "theta-test-alerts"
  email = "ops@example.com"
}

run "encrypts_and_lets_alarms_in_alone" {
  command = apply

  assert {
    condition     = aws_sns_topic.this.kms_master_key_id == aws_kms_key.this.arn && aws_kms_key.this.enable_key_rotation
    error_message = "The topic's encryption key must be rotated."
  }

  assert {
    condition     = [for statement in jsondecode(aws_sns_topic_policy.this.policy).Statement : statement.Principal.Service] == ["cloudwatch.amazonaws.com"]
    error_message = "Only alarms may publish to the topic."
  }

  assert {
    condition = alltrue(flatten([
      for policy in [aws_sns_topic_policy.this.policy, aws_kms_key.this.policy] : [
        for statement in jsondecode(policy).Statement : [for action in statement.Action : !strcontains(action, "*")]
      ]
    ]))
    error_message = "Policies must name their actions, without wildcards."
  }

  assert {
    condition     = aws_sns_topic_subscription.email.endpoint == "ops@example.com"
    error_message = "The topic must have an e-mail subscription."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    name  = "Alerts!"
    email = "nobody"
  }

  expect_failures = [var.name, var.email]
}
