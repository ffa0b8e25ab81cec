mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

variables {
  prefix           = "theta-test"
  alert_email      = "ops@example.com"
  monthly_budget   = 200
  load_balancer    = { arn_suffix = "app/theta/1", target_group_arn_suffix = "targetgroup/theta/1" }
  distribution_id  = "E1"
  certificate_arns = { origin = "arn:aws:acm:ap-south-1:000000000000:certificate/1", cdn = "arn:aws:acm:us-east-1:000000000000:certificate/2" }
  cluster_name     = "theta-test"
  services         = { web = "theta-test-web", worker = "theta-test-worker" }
  job_log_group    = "/ecs/theta-test-worker"
  upload_events    = { queue_name = "theta-uploads", dead_letters_name = "theta-uploads-dead" }
  database         = { identifier = "theta-test", gigabytes = 20, connections = 150 }
  cache_group      = "theta-test"
  cache_nodes      = 2
}

run "with_the_usual_variables" {
  command = apply

  # Wires every alarm.
  assert {
    condition = length(setsubtract([
      "slow-answers", "unhealthy-tasks", "web-cpu", "web-memory", "worker-cpu", "worker-memory", "worker-gone", "old-upload-events", "failed-jobs", "late-jobs", "silent-worker",
      "dead-letters", "database-storage", "database-connections", "origin-certificate", "cache-memory-1", "cache-memory-2",
    ], keys(aws_cloudwatch_metric_alarm.this))) == 0
    error_message = "An alarm is missing."
  }

  assert {
    condition     = alltrue([for alarm in concat(values(aws_cloudwatch_metric_alarm.this), [aws_cloudwatch_metric_alarm.failed_answers]) : alarm.alarm_actions == toset([module.alerts.arn])])
    error_message = "Every alarm must notify the region's topic."
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.cdn : alarm.alarm_actions == toset([module.alerts_us_east_1.arn])])
    error_message = "The CDN's alarms must notify the topic in us-east-1."
  }

  assert {
    condition     = [for name, alarm in aws_cloudwatch_metric_alarm.this : name if !alarm.actions_enabled] == ["old-upload-events"]
    error_message = "Only the alarm of the unread queue may be disabled."
  }

  # Uses the right metrics and thresholds.
  assert {
    condition = alltrue([
      for name, filter in aws_cloudwatch_log_metric_filter.jobs :
      filter.log_group_name == "/ecs/theta-test-worker"
      && filter.metric_transformation[0].namespace == aws_cloudwatch_metric_alarm.this[name].namespace
      && filter.metric_transformation[0].name == aws_cloudwatch_metric_alarm.this[name].metric_name
    ])
    error_message = "Failed jobs, late jobs and heartbeats must be read from the worker's log."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["silent-worker"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["silent-worker"].threshold == 1 && aws_cloudwatch_metric_alarm.this["silent-worker"].treat_missing_data == "breaching"
    error_message = "A missing worker heartbeat must raise an alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["unhealthy-tasks"].comparison_operator == "LessThanThreshold" && aws_cloudwatch_metric_alarm.this["unhealthy-tasks"].threshold == 2 && aws_cloudwatch_metric_alarm.this["unhealthy-tasks"].treat_missing_data == "breaching"
    error_message = "Fewer than two healthy tasks, or none at all, must raise an alarm."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["slow-answers"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.this["slow-answers"].statistic == null
    error_message = "Latency must be measured as the 95th percentile."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["database-storage"].threshold == 20 * 1024 * 1024 * 1024 / 5
    error_message = "The alarm must fire below a fifth of the storage."
  }

  assert {
    condition     = aws_cloudwatch_metric_alarm.cdn["cdn-certificate"].threshold == 30
    error_message = "The alarm must fire a month before a certificate expires."
  }

  assert {
    condition     = aws_budgets_budget.this.limit_amount == "200" && length(aws_budgets_budget.this.notification) == 2
    error_message = "The budget must send notifications."
  }

  assert {
    condition     = one(aws_budgets_budget.this.cost_filter).values == tolist(["user:environment$test"])
    error_message = "The budget must exclude other environments."
  }

  assert {
    condition     = length(jsondecode(aws_cloudwatch_dashboard.this.dashboard_body).widgets) == 8
    error_message = "The dashboard has its charts."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    upload_events_are_read = null

    prefix              = "theta.test"
    alert_email         = "ops"
    monthly_budget      = 0
    load_balancer       = { arn_suffix = "", target_group_arn_suffix = "" }
    distribution_id     = ""
    certificate_arns    = { origin = "", cdn = "" }
    cluster_name        = ""
    services            = {}
    least_healthy_tasks = 0
    job_log_group       = ""
    upload_events       = { queue_name = "", dead_letters_name = "" }
    database            = { identifier = "", gigabytes = 0, connections = 0 }
    cache_group         = ""
    cache_nodes         = 0
    slowest_seconds     = 0
  }

  expect_failures = [
    var.prefix, var.alert_email, var.monthly_budget, var.load_balancer, var.distribution_id, var.certificate_arns,
    var.cluster_name, var.services, var.least_healthy_tasks, var.job_log_group, var.upload_events, var.database, var.cache_group,
    var.cache_nodes, var.slowest_seconds,
    var.upload_events_are_read,
  ]
}
