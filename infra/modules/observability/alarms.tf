locals {
  # Node names as ElastiCache generates them.
  cache_clusters = [for index in range(var.cache_nodes) : format("%s-%03d", var.cache_group, index + 1)]

  load_balancer = { LoadBalancer = var.load_balancer.arn_suffix }
  targets       = { LoadBalancer = var.load_balancer.arn_suffix, TargetGroup = var.load_balancer.target_group_arn_suffix }

  # Alarms on a single metric. "periods" is the number of consecutive periods; "period" is in seconds (default: one minute).
  alarms = merge(
    {
      slow-answers = {
        says      = "5% of responses take longer than ${var.slowest_seconds} s"
        namespace = "AWS/ApplicationELB", metric = "TargetResponseTime", dimensions = local.load_balancer
        statistic = "p95", above = var.slowest_seconds, periods = 5
      }
      unhealthy-tasks = {
        says      = "Fewer than ${var.least_healthy_tasks} web tasks are healthy"
        namespace = "AWS/ApplicationELB", metric = "HealthyHostCount", dimensions = local.targets
        statistic = "Minimum", below = var.least_healthy_tasks, periods = 3, missing = "breaching"
      }
      failed-jobs = {
        says      = "A job has failed 12 times: see the System page of the dashboard"
        namespace = var.prefix, metric = local.jobs.failed-jobs.metric, dimensions = {}
        statistic = "Sum", above = 0, periods = 1, period = 300
      }
      silent-worker = {
        says      = "No worker heartbeat for 5 minutes: background and recurring jobs are not running"
        namespace = var.prefix, metric = local.jobs.silent-worker.metric, dimensions = {}
        statistic = "Sum", below = 1, periods = 5, missing = "breaching"
      }
      late-jobs = {
        says      = "Background or recurring jobs are more than 5 minutes late"
        namespace = var.prefix, metric = local.jobs.late-jobs.metric, dimensions = {}
        statistic = "Maximum", above = 300, periods = 3
      }
      old-upload-events = {
        says      = "Upload events have been waiting for more than 15 minutes"
        namespace = "AWS/SQS", metric = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = var.upload_events.queue_name }
        statistic = "Maximum", above = 900, periods = 5, tells = var.upload_events_are_read
      }
      dead-letters = {
        says      = "An upload event could not be processed after five attempts"
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
        says      = "The database's CPU usage is high"
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
      says      = "The CPU usage of the ${name} tasks is high"
      namespace = "AWS/ECS", metric = "CPUUtilization", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Average", above = 80, periods = 5
    } },
    { for name, service in var.services : "${name}-memory" => {
      says      = "The ${name} tasks' memory is nearly full"
      namespace = "AWS/ECS", metric = "MemoryUtilization", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Maximum", above = 80, periods = 5
    } },
    # No other metric shows a missing worker: its jobs only wait.
    { for name, service in var.services : "${name}-gone" => {
      says      = "No ${name} task is running"
      namespace = "ECS/ContainerInsights", metric = "RunningTaskCount", dimensions = { ClusterName = var.cluster_name, ServiceName = service }
      statistic = "Minimum", below = 1, periods = 5, missing = "breaching"
    } },
    { for index in range(var.cache_nodes) : "cache-memory-${index + 1}" => {
      says      = "The cache's memory is nearly full: when it is full, rate limits fail and users can't sign in"
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

# Share of failed responses: 5xx of the tasks, and of the load balancer if no task responded.
resource "aws_cloudwatch_metric_alarm" "failed_answers" {
  alarm_name          = "${var.prefix}-failed-answers"
  alarm_description   = "More than 1% of responses are 5xx"
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
      says      = "More than 5% of the CDN's responses are 5xx"
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
