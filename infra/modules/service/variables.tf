variable "prefix" {
  description = "Begins the name of everything here."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "image" {
  description = "The image that the first tasks run, with its tag; later ones are the release workflow's choice."
  type        = string

  validation {
    condition     = can(regex(":[A-Za-z0-9._-]+$", var.image)) && !endswith(var.image, ":latest")
    error_message = "An image with a version as its tag, not latest."
  }
}

variable "repository_arn" {
  description = "The registry's repository of the image."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:ecr:", var.repository_arn))
    error_message = "An ECR repository's ARN."
  }
}

variable "architecture" {
  description = "The tasks' processor: ARM64 or X86_64; the image must be built for it."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "ARM64 or X86_64."
  }
}

variable "private_subnet_ids" {
  description = "The tasks' subnets, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Subnets of two zones."
  }
}

variable "security_group_id" {
  description = "The tasks' group."
  type        = string

  validation {
    condition     = var.security_group_id != ""
    error_message = "It can't be empty."
  }
}

variable "target_group_arn" {
  description = "Where web tasks are registered."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:elasticloadbalancing:", var.target_group_arn))
    error_message = "A target group's ARN."
  }
}

variable "request_metric_label" {
  description = "Load balancer and target group as metrics know them: app/name/id/targetgroup/name/id."
  type        = string

  validation {
    condition     = strcontains(var.request_metric_label, "/")
    error_message = "The suffixes of both ARNs, joined by a slash."
  }
}

variable "container_port" {
  description = "The port that the application listens on."
  type        = number
  default     = 3000

  validation {
    condition     = var.container_port >= 1024 && var.container_port <= 65535
    error_message = "A port that needs no privileges: 1024 to 65535."
  }
}

variable "web" {
  description = "A web task's processor units and MiB, and how many tasks there are at least and at most."
  type        = object({ cpu = number, memory = number, min = number, max = number })
  default     = { cpu = 512, memory = 1024, min = 2, max = 6 }

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.web.cpu) && var.web.memory >= 2 * var.web.cpu && var.web.memory <= 8 * var.web.cpu
    error_message = "Fargate's sizes: 256, 512, 1024, 2048 or 4096 units, with 2 to 8 MiB a unit."
  }

  validation {
    condition     = var.web.min >= 2 && var.web.max >= var.web.min
    error_message = "Two tasks at least, so that one zone may fail; and no fewer at most than at least."
  }
}

variable "worker" {
  description = "A worker task's processor units and MiB, and how many tasks there are."
  type        = object({ cpu = number, memory = number, count = number })
  default     = { cpu = 256, memory = 512, count = 1 }

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.worker.cpu) && var.worker.memory >= 2 * var.worker.cpu && var.worker.memory <= 8 * var.worker.cpu
    error_message = "Fargate's sizes: 256, 512, 1024, 2048 or 4096 units, with 2 to 8 MiB a unit."
  }

  validation {
    condition     = var.worker.count >= 1 && var.worker.count <= 10
    error_message = "From 1 to 10 workers."
  }
}

variable "requests_per_task" {
  description = "How many requests a minute a web task takes before another one is started."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_task >= 60
    error_message = "At least 60."
  }
}

variable "settings" {
  description = "The application's plain settings, by their variables' names; they are kept in Parameter Store."
  type        = map(string)

  validation {
    condition     = alltrue([for name, value in var.settings : can(regex("^[A-Z][A-Z0-9_]*$", name)) && value != ""])
    error_message = "Names of variables in capitals, and no empty values."
  }

  validation {
    condition     = length(setintersection(keys(var.settings), ["APP_KEY", "DATABASE_URL", "MONGODB_URI", "REDIS_URL", "SMTP_URL", "RAZORPAY_KEY_SECRET", "CDN_PRIVATE_KEY"])) == 0
    error_message = "A secret is no plain setting."
  }
}

variable "secret_names" {
  description = "Members of the application's secret, which are its variables' names. Their values are set outside Terraform."
  type        = set(string)
  default     = ["APP_KEY", "CDN_PRIVATE_KEY", "MONGODB_URI", "RAZORPAY_KEY_ID", "RAZORPAY_KEY_SECRET", "REDIS_URL", "SMTP_URL"]

  validation {
    condition     = contains(var.secret_names, "APP_KEY")
    error_message = "There is always an APP_KEY."
  }
}

variable "database" {
  description = "The ARN of the database's secret, and of the parameters db_host, db_name and db_user with their names."
  type        = object({ secret_arn = string, parameter_arns = map(string), parameters = map(string), port = number })

  validation {
    condition     = alltrue([for name in ["db_host", "db_name", "db_user"] : contains(keys(var.database.parameters), name) && contains(keys(var.database.parameter_arns), name)])
    error_message = "The parameters are db_host, db_name and db_user."
  }
}

variable "inject_database_password" {
  description = "Whether tasks are given the database's password when they start. False for images that read DB_SECRET_ARN by themselves: they notice a new password."
  type        = bool
  default     = true

  validation {
    condition     = var.inject_database_password != null
    error_message = "Either true or false."
  }
}

variable "uploads_bucket_arn" {
  description = "The bucket of covers and lectures."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::", var.uploads_bucket_arn))
    error_message = "A bucket's ARN."
  }
}

variable "upload_events_queue_arn" {
  description = "The queue of news from the uploads bucket, where the application reads it."
  type        = string
  default     = null

  validation {
    condition     = var.upload_events_queue_arn == null || can(regex("^arn:[a-z-]+:sqs:", var.upload_events_queue_arn))
    error_message = "A queue's ARN, or nothing."
  }
}

variable "log_retention_days" {
  description = "How long the application's log is kept, in days."
  type        = number
  default     = 30

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365], var.log_retention_days)
    error_message = "One of 7, 14, 30, 60, 90, 180, 365."
  }
}
