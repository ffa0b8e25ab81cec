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
      "rate", "bodies", "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesSQLiRuleSet",
    ], [for rule in aws_wafv2_web_acl.this.rule : rule.name])) == 0
    error_message = "A rule is missing."
  }

  assert {
    condition     = alltrue([for rule in aws_wafv2_web_acl.this.rule : alltrue([for action in rule.override_action : length(action.count) == 0])])
    error_message = "Every rule group must be able to block."
  }

  # Each rule that only counts has its label blocked by the last rule, away from uploads.
  assert {
    condition     = toset(flatten([for rule in aws_wafv2_web_acl.this.rule : [for group in rule.statement[0].managed_rule_group_statement : group.rule_action_override[*].name]])) == toset(flatten([for rules in local.judged_later : keys(rules)]))
    error_message = "Only rules on request bodies may count instead of block."
  }

  assert {
    condition     = alltrue([for name in flatten([for rules in local.judged_later : keys(rules)]) : endswith(name, "_BODY")])
    error_message = "Rules on paths, query strings and headers must block immediately."
  }

  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this.rule : toset(flatten([for statement in flatten(rule.statement[0].and_statement[*].statement) : [for either in statement.or_statement : [for label in either.statement : label.label_match_statement[0].key]]]))
      if rule.name == "bodies" && length(flatten(rule.action[*].block)) == 1 && rule.priority > max(values(local.rule_sets)...)
    ]) == toset(flatten([for rules in local.judged_later : values(rules)]))
    error_message = "Labelled requests must be blocked after the rule groups."
  }

  assert {
    condition     = aws_wafv2_web_acl_logging_configuration.this.resource_arn == aws_wafv2_web_acl.this.arn
    error_message = "Blocked requests must be logged."
  }

  assert {
    condition     = length(aws_wafv2_ip_set.unlimited) == 1
    error_message = "The CDN's addresses must be exempt from the rate limit."
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
