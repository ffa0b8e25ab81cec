variable "prefix" {
  description = "Prefix of all resource names, for example theta-staging."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "account" {
  description = "Account-specific settings: host names, e-mail addresses, keys and the state bucket."
  type = object({
    public_host       = string                     # public host name (CDN)
    origin_host       = string                     # host name of the load balancer
    zone_id           = optional(string, "")       # Route 53 zone of both host names; empty if the DNS is elsewhere
    frontend_origins  = list(string)               # origins allowed to call the API; mails link to the first
    admission_origins = optional(list(string), []) # origins allowed to send admission forms
    mail_from         = string                     # sender of mails
    alert_email       = string                     # recipient of alarms
    github_repository = string                     # as in GitHub's OIDC tokens: infra/README.md, step 3
    state             = object({ bucket = string, key = string })
    media_public_keys = map(string) # public keys for signed media URLs, by any name
    media_key         = string      # name of the key that the application signs with
  })

  validation {
    condition     = contains(keys(var.account.media_public_keys), var.account.media_key)
    error_message = "media_key must be a key of media_public_keys."
  }

  validation {
    condition     = can(regex("@", var.account.mail_from)) && can(regex("@", var.account.alert_email))
    error_message = "mail_from and alert_email must contain e-mail addresses."
  }

  validation {
    condition     = length(var.account.frontend_origins) > 0
    error_message = "At least one frontend origin is required."
  }
}

variable "size" {
  description = "Capacity and redundancy of the environment."
  type = object({
    zone_count          = optional(number, 2)
    nat_per_zone        = optional(bool, false)
    interface_endpoints = optional(set(string), [])
    architecture        = optional(string, "ARM64")
    web                 = optional(object({ cpu = number, memory = number, min = number, max = number }), { cpu = 512, memory = 1024, min = 2, max = 4 })
    worker              = optional(object({ cpu = number, memory = number, count = number }), { cpu = 256, memory = 512, count = 1 })
    multi_zone_data     = optional(bool, true)
    database_class      = optional(string, "db.t4g.small")
    database_gigabytes  = optional(number, 20)
    most_connections    = optional(number, 150) # alarm threshold; a db.t4g.small accepts about 190
    cache_class         = optional(string, "cache.t4g.micro")
    backup_days         = optional(number, 14)
    log_retention_days  = optional(number, 30)
    monthly_budget      = number # US dollars
  })

  validation {
    condition     = var.size.monthly_budget > 0
    error_message = "A budget is above zero."
  }

  validation {
    condition     = var.size.database_class != "db.t4g.micro" || var.size.most_connections < 80
    error_message = "A db.t4g.micro accepts about 80 connections, so the alarm threshold must be lower."
  }
}

variable "protected" {
  description = "Protect the database and the load balancer against deletion."
  type        = bool
  default     = true

  validation {
    condition     = var.protected != null
    error_message = "Either true or false."
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

variable "redirected_ports" {
  description = "Additional ports of the load balancer on which HTTP is redirected to HTTPS, such as 3000 for old clients."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.redirected_ports : port >= 1024 && port <= 65535])
    error_message = "Ports from 1024 to 65535: 80 is redirected already."
  }
}

variable "first_image_tag" {
  description = "Version of the first tasks; later releases set their own."
  type        = string
  default     = "0.1.0"

  validation {
    condition     = can(regex("^[0-9][A-Za-z0-9._-]*$", var.first_image_tag))
    error_message = "A version without a v, such as 1.0.0."
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

variable "upload_events_are_read" {
  description = "Let the application read the queue of upload events, and enable the alarm on old messages."
  type        = bool
  default     = false

  validation {
    condition     = var.upload_events_are_read != null
    error_message = "Either true or false."
  }
}
