mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  name         = "theta-test"
  scope        = "REGIONAL"
  upload_paths = ["^/api/course/new$"]
}

run "blocks_what_the_rule_sets_find" {
  command = apply

  variables {
    unlimited_addresses = ["198.51.100.0/24"]
  }

  assert {
    condition = length(setsubtract([
      "rate", "long-bodies", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet",
    ], [for rule in aws_wafv2_web_acl.this.rule : rule.name])) == 0
    error_message = "A rule is missing."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : alltrue([for action in rule.override_action : length(action.count) == 0])])
    error_message = "No rule set only counts."
  }

  assert {
    condition     = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]])) == toset(["SizeRestrictions_BODY"])
    error_message = "Only the size of bodies is left to the application."
  }

  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this.resource_arn == aws_wafv2_web_acl.this.arn
    error_message = "What is blocked is logged."
  }

  assert {
    condition     = length(aws_wafv2_ip_set.unlimited) == 1
    error_message = "A CDN's addresses are not counted."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    name                   = "Theta!"
    scope                  = "GLOBAL"
    requests_per_5_minutes = 5
    unlimited_addresses    = ["everyone"]
    upload_paths           = ["uploads"]
    log_retention_days     = 3
  }

  expect_failures = [
    var.name, var.scope, var.requests_per_5_minutes, var.unlimited_addresses, var.upload_paths, var.log_retention_days,
  ]
}
