# How the queue is, as its workers' log tells: the cache, which carries it, only knows how full it is.
locals {
  jobs = {
    failed-jobs = { metric = "FailedJobs", pattern = "{ $.msg = \"an outbox row failed\" && $.state = \"failed\" }", value = "1" }
    late-jobs   = { metric = "LateJobs", pattern = "{ $.msg = \"jobs are late\" }", value = "$.lateInSeconds" }
  }
}

resource "aws_cloudwatch_log_metric_filter" "jobs" {
  for_each = local.jobs

  name           = "${var.prefix}-${each.key}"
  log_group_name = var.job_log_group
  pattern        = each.value.pattern

  metric_transformation {
    namespace = var.prefix
    name      = each.value.metric
    value     = each.value.value
  }
}
