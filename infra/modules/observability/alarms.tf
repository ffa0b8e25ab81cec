locals {
  # As ElastiCache names the nodes of a group.
  cache_clusters = [for index in range(var.cache_nodes) : format("%s-%03d", var.cache_group, index + 1)]

  load_balancer = { LoadBalancer = var.load_balancer.arn_suffix }
  targets       = { LoadBalancer = var.load_balancer.arn_suffix, TargetGroup = var.load_balancer.target_group_arn_suffix }

  # Of one metric each. "periods" minutes in a row, unless "period" (in seconds) is another one.
  alarms = merge(
    {
      slow-answers = {
        says      = "5 of 100 answers take longer than ${var.slowest_seconds} s"
        namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.load_balancer
        statistic = "p95", above = var.slowest_seconds, periods = 5
      }
      unhealthy-tasks = {
        says      = "Fewer than ${var.least_healthy_tasks} web tasks are healthy"
        namespace = "AWS/ApplicationELB", metric = "HealthyHostCount", dimensions = local.targets
        statistic = "Minimum", below = var.least_healthy_tasks, periods = 3, missing = "breaching"
      }
      failed-jobs = {
        says      = "A job has failed a dozen times: the dashboard's page System says which and why"
        namespace = var.prefix, metric = local.jobs.failed-jobs.metric, dimensions = {}
        statistic = "Sum", above = 0, periods = 1, period = 300
      }
      silent-worker = {
        says      = "No worker has said for 5 minutes that it is alive: jobs wait, recurring ones too"
        namespace = var.prefix, metric = local.jobs.silent-worker.metric, dimensions = {}
        statistic = "Sum", below = 1, periods = 5, missing = "breaching"
      }
      late-jobs = {
        says      = "Jobs, or recurring ones, have been due for more than 5 minutes: workers are behind"
        namespace = var.prefix, metric = local.jobs.late-jobs.metric, dimensions = {}
        statistic = "Maximum", above = 300, periods = 3
      }
      old-upload-events = {
        says      = "News of uploads wait for more than 15 minutes"
        namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = var.upload_events.queue_name }
        statistic = "Maximum", above = 900, periods = 5, tells = var.upload_events_are_read
      }
      dead-letters = {
        says      = "News of an upload could not be handled, five times"
        namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = var.upload_events.dead_letters_name }
        statistic = "Maximum", above = 0, periods = 1
      }
      database-storage = {
        says      = "The database has less than a fifth of its storage left"
        namespace = "AWS/RDS", metric = "FreeStorageSpace", dimensions = { DBInstanceIdentifier = var.database.identifier }
        statistic = "Minimum", below = var.database.gigabytes * 1024 * 1024 * 1024 / 5, periods = 5
      }
      database-connections = {
        says      = "The database has more than ${var.database.connections} connections"
        namespace = "AWS/RDS", metric = "DatabaseConnections", dimensions = { DBInstanceIdentifier = var.database.identifier }
        statistic = "Maximum", above = var.database.connections, periods = 5
      }
      database-cpu = {
        says      = "The database's processors are busy"
        namespace = "AWS/RDS", metric = "CPUUtilization", dimensions = { DBInstanceIdentifier = var.database.identifier }
        statistic = "Average", above = 80, periods = 10
      }
      origin-certificate = {
        says      = "The load balancer's certificate expires within 30 days: its renewal has failed"
        namespace = "AWS/CertificateManager", metric = "DaysToExpiry", dimensions = { CertificateArn = var.certificate_arns.origin }
        statistic = "Minimum", below = 30, periods = 1, period = 86400
      }
    },
    { for name, service in var.services : "${name}-cpu" => {
      says      = "The ${name} tasks' processors are busy"
      namespace = "AWS/ECS", metric = "CPUUtilization", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Average", above = 80, periods = 5
    } },
    { for name, service in var.services : "${name}-memory" => {
      says      = "The ${name} tasks' memory is nearly full"
      namespace = "AWS/ECS", metric = "MemoryUtilization", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Maximum", above = 80, periods = 5
    } },
    # A worker that is gone shows nowhere else: its work only waits.
    { for name, service in var.services : "${name}-gone" => {
      says      = "No ${name} task runs"
      namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Minimum", below = 1, periods = 5, missing = "breaching"
    } },
    { for index in range(var.cache_nodes) : "cache-memory-${index + 1}" => {
      says      = "The cache's memory is nearly full: it then refuses rate limits, and people can't sign in"
      namespace = "AWS/ElastiCache", metric = "DatabaseMemoryUsagePercentage", dimensions = { CacheClusterId = local.cache_clusters[index] }
      statistic = "Maximum", above = 80, periods = 5
    } },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = can(each.value.below) ? "LessThanThreshold" : "GreaterThanThreshold"
  threshold           = try(each.value.below, each.value.above)
  period              = try(each.value.period, 60)
  evaluation_periods  = each.value.periods
  treat_missing_data  = try(each.value.missing, "notBreaching")
  actions_enabled     = try(each.value.tells, true)
  alarm_actions       = [module.alerts.arn]
  ok_actions          = [module.alerts.arn]
}

# Of all answers, those that failed: the tasks' own, and the load balancer's where no task answered.
resource "aws_cloudwatch_metric_alarm" "failed_answers" {
  alarm_name          = "${var.prefix}-failed-answers"
  alarm_description   = "More than 1 of 100 answers are 5xx"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [module.alerts.arn]
  ok_actions          = [module.alerts.arn]

  metric_query {
    id          = "rate"
    expression  = "100 * (FILL(tasks, 0) + FILL(balancer, 0)) / requests"
    label       = "Failed answers in 100"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { tasks = "HTTPCode_Target_5XX_Count", balancer = "HTTPCode_ELB_5XX_Count", requests = "RequestCount" }

    content {
      id = metric_query.key

      metric {
        namespace   = "AWS/ApplicationELB"
        metric_name = metric_query.value
        dimensions  = local.load_balancer
        stat        = "Sum"
        period      = 60
      }
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "cdn" {
  provider = aws.us_east_1

  for_each = {
    cdn-failed-answers = {
      says      = "More than 5 of 100 of the CDN's answers are 5xx"
      namespace = "AWS/CloudFront", metric = "5xxErrorRate", dimensions = { DistributionId = var.distribution_id, Region = "Global" }
      statistic = "Average", operator = "GreaterThanThreshold", threshold = 5, period = 60, periods = 5
    }
    cdn-certificate = {
      says      = "The CDN's certificate expires within 30 days: its renewal has failed"
      namespace = "AWS/CertificateManager", metric = "DaysToExpiry", dimensions = { CertificateArn = var.certificate_arns.cdn }
      statistic = "Minimum", operator = "LessThanThreshold", threshold = 30, period = 86400, periods = 1
    }
  }

  alarm_name          = "${var.prefix}-${each.key}"
  alarm_description   = each.value.says
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = "notBreaching"
  alarm_actions       = [module.alerts_us_east_1.arn]
  ok_actions          = [module.alerts_us_east_1.arn]
}
