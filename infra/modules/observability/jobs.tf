# Metrics of background jobs from the workers' log. A worker that is stuck or missing stops logging its heartbeat.
locals {
  jobs = {
    failed-jobs   = { metric = "FailedJobs", pattern = "{ $.msg = \"a job failed\" && $.state = \"failed\" }", value = "1" }
    late-jobs     = { metric = "LateJobs", pattern = "{ $.msg = \"jobs are late\" }", value = "$.lateInSeconds" }
    silent-worker = { metric = "WorkerHeartbeats", pattern = "{ $.msg = \"the worker is alive\" }", value = "1" }
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
