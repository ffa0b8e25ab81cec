variable "prefix" {
  description = "Begins the name of everything here."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "alert_email" {
  description = "Who is told of alarms."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.alert_email))
    error_message = "An e-mail address."
  }
}

variable "monthly_budget" {
  description = "What a month may cost, in US dollars; someone is told at 80 % of it, and when the forecast is above it."
  type        = number

  validation {
    condition     = var.monthly_budget >= 10
    error_message = "At least 10."
  }
}

variable "load_balancer" {
  description = "Load balancer and target group, as metrics know them."
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
  description = "Below how many healthy web tasks someone is told."
  type        = number
  default     = 2

  validation {
    condition     = var.least_healthy_tasks >= 1
    error_message = "At least one."
  }
}

variable "job_log_group" {
  description = "The log of the workers: it tells of jobs that failed for good, of those that wait, and that a worker is alive."
  type        = string

  validation {
    condition     = var.job_log_group != ""
    error_message = "It can't be empty."
  }
}

variable "upload_events" {
  description = "The queue of news from the uploads bucket, and its dead letters."
  type        = object({ queue_name = string, dead_letters_name = string })

  validation {
    condition     = var.upload_events.queue_name != "" && var.upload_events.dead_letters_name != ""
    error_message = "Both are needed."
  }
}

variable "upload_events_are_read" {
  description = "Whether anything reads that queue: while nothing does, its age says nothing and no one is told of it."
  type        = bool
  default     = false

  validation {
    condition     = var.upload_events_are_read != null
    error_message = "Either true or false."
  }
}

variable "database" {
  description = "The database's name, its storage in gigabytes, and below how many connections it stays in good order."
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
  description = "How many nodes the cache has."
  type        = number

  validation {
    condition     = var.cache_nodes >= 1 && var.cache_nodes <= 6
    error_message = "From 1 to 6."
  }
}

variable "slowest_seconds" {
  description = "What 95 of 100 answers take less than."
  type        = number
  default     = 1

  validation {
    condition     = var.slowest_seconds > 0 && var.slowest_seconds <= 60
    error_message = "Above 0, and up to 60."
  }
}
