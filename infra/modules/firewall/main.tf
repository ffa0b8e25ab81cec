locals {
  # Rules that match a body only label the request. The last rule blocks labelled requests, except on the paths for uploads
  # and authors' texts: video bytes can match any rule, and a lecture on SQL or HTML looks like an attack.
  judged_later = {
    AWSManagedRulesCommonRuleSet = {
      SizeRestrictions_BODY   = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body"
      CrossSiteScripting_BODY = "awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body"
      GenericLFI_BODY         = "awswaf:managed:aws:core-rule-set:GenericLFI_Body"
      GenericRFI_BODY         = "awswaf:managed:aws:core-rule-set:GenericRFI_Body"
      EC2MetaDataSSRF_BODY    = "awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body"
    }
    AWSManagedRulesSQLiRuleSet = {
      SQLi_BODY = "awswaf:managed:aws:sql-database:SQLi_Body"
    }
  }

  # AWS managed rule groups in the order of evaluation; the common rule set covers the OWASP Top 10.
  rule_sets = {
    AWSManagedRulesAmazonIpReputationList = 10
    AWSManagedRulesCommonRuleSet          = 20
    AWSManagedRulesKnownBadInputsRuleSet  = 30
    AWSManagedRulesSQLiRuleSet            = 40
  }
}

resource "aws_wafv2_web_acl" "this" {
  name  = var.name
  scope = var.scope

  default_action {
    allow {}
  }

  rule {
    name     = "rate"
    priority = 0

    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }

    statement {
      rate_based_statement {
        aggregate_key_type = "IP"
        limit              = var.requests_per_5_minutes

        dynamic "scope_down_statement" {
          for_each = aws_wafv2_ip_set.unlimited

          content {
            not_statement {
              statement {
                ip_set_reference_statement {
                  arn = scope_down_statement.value.arn
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-rate"
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.rule_sets

    content {
      name     = rule.key
      priority = rule.value

      override_action {
        none {}
      }

      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key

          dynamic "rule_action_override" {
            for_each = keys(lookup(local.judged_later, rule.key, {}))

            content {
              name = rule_action_override.value

              action_to_use {
                count {}
              }
            }
          }
        }
      }

      visibility_config {
        cloudwatch_metrics_enabled = true
        metric_name                = "${var.name}-${rule.key}"
        sampled_requests_enabled   = true
      }
    }
  }

  rule {
    name     = "bodies"
    priority = 50

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          or_statement {
            dynamic "statement" {
              for_each = flatten([for rules in local.judged_later : values(rules)])

              content {
                label_match_statement {
                  scope = "LABEL"
                  key   = statement.value
                }
              }
            }
          }
        }

        statement {
          not_statement {
            statement {
              regex_pattern_set_reference_statement {
                arn = aws_wafv2_regex_pattern_set.uploads.arn

                field_to_match {
                  uri_path {}
                }

                text_transformation {
                  priority = 0
                  type     = "NONE"
                }
              }
            }
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "${var.name}-bodies"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = var.name
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_regex_pattern_set" "uploads" {
  name  = "${var.name}-uploads"
  scope = var.scope

  dynamic "regular_expression" {
    for_each = var.upload_paths

    content {
      regex_string = regular_expression.value
    }
  }
}

resource "aws_wafv2_ip_set" "unlimited" {
  count = length(var.unlimited_addresses) > 0 ? 1 : 0

  name               = "${var.name}-unlimited"
  scope              = var.scope
  ip_address_version = "IPV4"
  addresses          = var.unlimited_addresses
}
