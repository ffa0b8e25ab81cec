data "aws_region" "current" {}

locals {
  balancer = ["LoadBalancer", var.load_balancer.arn_suffix]

  # Two per row, in this order.
  charts = [
    {
      title = "Requests and failed answers a minute"
      stat  = "Sum"
      metrics = [
        concat(["AWS/ApplicationELB", "RequestCount"], local.balancer),
        concat(["AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"], local.balancer),
        concat(["AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"], local.balancer),
      ]
    },
    {
      title   = "Seconds that 95 of 100 answers take less than"
      stat    = "p95"
      metrics = [concat(["AWS/ApplicationELB", "TargetResponseTime"], local.balancer)]
    },
    {
      title   = "Healthy web tasks"
      stat    = "Minimum"
      metrics = [concat(["AWS/ApplicationELB", "HealthyHostCount", "TargetGroup", var.load_balancer.target_group_arn_suffix], local.balancer)]
    },
    {
      title = "Processors and memory of the tasks, per cent"
      stat  = "Average"
      metrics = concat(
        [for service in values(var.services) : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster_name, "ServiceName", service]],
        [for service in values(var.services) : ["AWS/ECS", "MemoryUtilization", "ClusterName", var.cluster_name, "ServiceName", service]],
      )
    },
    {
      title   = "Connections of the database"
      stat    = "Maximum"
      metrics = [["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database.identifier]]
    },
    {
      title   = "Free storage of the database, bytes"
      stat    = "Minimum"
      metrics = [["AWS/RDS", "FreeStorageSpace", "DBInstanceIdentifier", var.database.identifier]]
    },
    {
      title   = "Memory of the cache, per cent"
      stat    = "Maximum"
      metrics = [for cluster in local.cache_clusters : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", cluster]]
    },
    {
      title = "News of uploads: seconds that the oldest waits, and dead letters"
      stat  = "Maximum"
      metrics = [
        ["AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", var.upload_events.queue_name],
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", var.upload_events.dead_letters_name],
      ]
    },
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.prefix

  dashboard_body = jsonencode({
    widgets = [for index, chart in local.charts : {
      type   = "metric"
      x      = index % 2 * 12
      y      = floor(index / 2) * 6
      width  = 12
      height = 6
      properties = {
        title   = chart.title
        region  = data.aws_region.current.name
        view    = "timeSeries"
        period  = 60
        stat    = chart.stat
        metrics = chart.metrics
      }
    }]
  })
}
