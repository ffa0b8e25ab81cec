variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "image" {
  description = "Image and tag of the first tasks; later releases set their own."
  type        = string

  validation {
    condition     = can(regex(":[A-Za-z0-9._-]+$", var.image)) && !endswith(var.image, ":latest")
    error_message = "An image with a version as its tag, not latest."
  }
}

variable "repository_arn" {
  description = "ARN of the image's ECR repository."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:ecr:", var.repository_arn))
    error_message = "An ECR repository's ARN."
  }
}

variable "architecture" {
  description = "CPU architecture of the tasks: ARM64 or X86_64. The image must support it."
  type        = string
  default     = "ARM64"

  validation {
    condition     = contains(["ARM64", "X86_64"], var.architecture)
    error_message = "ARM64 or X86_64."
  }
}

variable "private_subnet_ids" {
  description = "Subnets of the tasks, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Subnets of two zones."
  }
}

variable "security_group_id" {
  description = "Security group of the tasks."
  type        = string

  validation {
    condition     = var.security_group_id != ""
    error_message = "It can't be empty."
  }
}

variable "target_group_arn" {
  description = "Target group of the web tasks."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:elasticloadbalancing:", var.target_group_arn))
    error_message = "A target group's ARN."
  }
}

variable "request_metric_label" {
  description = "Identifiers of the load balancer and target group in metrics: app/name/id/targetgroup/name/id."
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
  description = "CPU units and memory (MiB) of a web task, and the minimum and maximum number of tasks."
  type        = object({ cpu = number, memory = number, min = number, max = number })
  default     = { cpu = 512, memory = 1024, min = 2, max = 6 }

  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.web.cpu) && var.web.memory >= 2 * var.web.cpu && var.web.memory <= 8 * var.web.cpu
    error_message = "Fargate's sizes: 256, 512, 1024, 2048 or 4096 units, with 2 to 8 MiB a unit."
  }

  validation {
    condition     = var.web.min >= 2 && var.web.max >= var.web.min
    error_message = "At least two tasks, to survive the failure of a zone, and max must not be below min."
  }
}

variable "worker" {
  description = "CPU units and memory (MiB) of a worker task, and the number of tasks."
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
  description = "Target number of requests per minute and web task; above it, another task is started."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_task >= 60
    error_message = "At least 60."
  }
}

variable "settings" {
  description = "Environment variables that are not secret, by name; stored in Parameter Store."
  type        = map(string)

  validation {
    condition     = alltrue([for name, value in var.settings : can(regex("^[A-Z][A-Z0-9_]*$", name)) && value != ""])
    error_message = "Names of variables in capitals, and no empty values."
  }

  validation {
    condition     = length(setintersection(keys(var.settings), ["APP_KEY", "DATABASE_URL", "MONGODB_URI", "REDIS_URL", "SMTP_URL", "RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET", "CDN_PRIVATE_KEY"])) == 0
    error_message = "Secrets don't belong in the plain settings."
  }
}

variable "secret_names" {
  description = "Names of the secret environment variables, which are the keys of the application's secret. Their values are set outside Terraform."
  type        = set(string)
  default     = ["APP_KEY", "CDN_PRIVATE_KEY", "MONGODB_URI", "RAZORPAY_KEY_ID", "RAZORPAY_KEY_SECRET", "RAZORPAY_WEBHOOK_SECRET", "REDIS_URL", "SMTP_URL"]

  validation {
    condition     = contains(var.secret_names, "APP_KEY")
    error_message = "APP_KEY is required."
  }
}

variable "database" {
  description = "ARN of the database's secret, and ARNs of the parameters db_host, db_name and db_user by name."
  type        = object({ secret_arn = string, parameter_arns = map(string), parameters = map(string), port = number })

  validation {
    condition     = alltrue([for name in ["db_host", "db_name", "db_user"] : contains(keys(var.database.parameters), name) && contains(keys(var.database.parameter_arns), name)])
    error_message = "The parameters are db_host, db_name and db_user."
  }
}

variable "inject_database_password" {
  description = "Inject the database password when a task starts. If false, the application reads it from DB_SECRET_ARN."
  type        = bool
  default     = true

  validation {
    condition     = var.inject_database_password != null
    error_message = "Either true or false."
  }
}

variable "uploads_bucket_arn" {
  description = "Bucket for covers and lectures."
  type        = string

  validation {
    condition     = can(regex("^arn:[a-z-]+:s3:::", var.uploads_bucket_arn))
    error_message = "A bucket's ARN."
  }
}

variable "upload_events_queue_arn" {
  description = "Queue of the uploads bucket's events; set only if the application reads it."
  type        = string
  default     = null

  validation {
    condition     = var.upload_events_queue_arn == null || can(regex("^arn:[a-z-]+:sqs:", var.upload_events_queue_arn))
    error_message = "A queue's ARN, or nothing."
  }
}

variable "log_retention_days" {
  description = "Retention of the application's log, in days."
  type        = number
  default     = 30

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365], var.log_retention_days)
    error_message = "One of 7, 14, 30, 60, 90, 180, 365."
  }
}
