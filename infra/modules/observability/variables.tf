variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "alert_email" {
  description = "E-mail address for alarms."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alert_email))
    error_message = "An e-mail address."
  }
}

variable "monthly_budget" {
  description = "Monthly budget in US dollars. An e-mail is sent at 80 % of it and when the forecast exceeds it."
  type        = number

  validation {
    condition     = var.monthly_budget >= 10
    error_message = "At least 10."
  }
}

variable "load_balancer" {
  description = "Identifiers of the load balancer and target group in metrics."
  type        = object({ arn_suffix = string, target_group_arn_suffix = string })

  validation {
    condition     = var.load_balancer.arn_suffix != "" && var.load_balancer.target_group_arn_suffix != ""
    error_message = "Both are needed."
  }
}

variable "distribution_id" {
  description = "The CDN's distribution."
  type        = string

  validation {
    condition     = var.distribution_id != ""
    error_message = "It can't be empty."
  }
}

variable "certificate_arns" {
  description = "The certificates of the load balancer and of the CDN."
  type        = object({ origin = string, cdn = string })

  validation {
    condition     = alltrue([for arn in values(var.certificate_arns) : can(regex("^arn:[a-z-]+:acm:", arn))])
    error_message = "Certificates' ARNs."
  }
}

variable "cluster_name" {
  description = "The cluster of the services."
  type        = string

  validation {
    condition     = var.cluster_name != ""
    error_message = "It can't be empty."
  }
}

variable "services" {
  description = "The services' names, by program."
  type        = map(string)

  validation {
    condition     = length(var.services) > 0
    error_message = "At least one."
  }
}

variable "least_healthy_tasks" {
  description = "Alarm if fewer web tasks than this are healthy."
  type        = number
  default     = 2

  validation {
    condition     = var.least_healthy_tasks >= 1
    error_message = "At least one."
  }
}

variable "job_log_group" {
  description = "Log group of the workers, which reports failed jobs, late jobs and heartbeats."
  type        = string

  validation {
    condition     = var.job_log_group != ""
    error_message = "It can't be empty."
  }
}

variable "upload_events" {
  description = "Queue of the uploads bucket's events, and its dead-letter queue."
  type        = object({ queue_name = string, dead_letters_name = string })

  validation {
    condition     = var.upload_events.queue_name != "" && var.upload_events.dead_letters_name != ""
    error_message = "Both are needed."
  }
}

variable "upload_events_are_read" {
  description = "Enable the alarm on the age of messages in the queue; only useful if the application reads it."
  type        = bool
  default     = false

  validation {
    condition     = var.upload_events_are_read != null
    error_message = "Either true or false."
  }
}

variable "database" {
  description = "The database's identifier, its storage in gigabytes, and the number of connections above which an alarm fires."
  type        = object({ identifier = string, gigabytes = number, connections = number })

  validation {
    condition     = var.database.gigabytes > 0 && var.database.connections > 0
    error_message = "Both are above zero."
  }
}

variable "cache_group" {
  description = "The cache's replication group."
  type        = string

  validation {
    condition     = var.cache_group != ""
    error_message = "It can't be empty."
  }
}

variable "cache_nodes" {
  description = "Number of cache nodes."
  type        = number

  validation {
    condition     = var.cache_nodes >= 1 && var.cache_nodes <= 6
    error_message = "From 1 to 6."
  }
}

variable "slowest_seconds" {
  description = "Alarm if the 95th percentile of response times exceeds this many seconds."
  type        = number
  default     = 1

  validation {
    condition     = var.slowest_seconds > 0 && var.slowest_seconds <= 60
    error_message = "Above 0, and up to 60."
  }
}
