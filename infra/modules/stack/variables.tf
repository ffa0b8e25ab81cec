variable "prefix" {
  description = "Begins the name of everything, for example theta-staging."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "account" {
  description = "What only the account's owner knows: names, addresses, who is told, and where the state is."
  type = object({
    public_host       = string                     # the name that everyone uses: the CDN's
    origin_host       = string                     # the load balancer's own name
    zone_id           = optional(string, "")       # the Route 53 zone of both; empty: the DNS is elsewhere
    frontend_origins  = list(string)               # whose pages call the API, the first one stands in mails
    admission_origins = optional(list(string), []) # whose pages register people's interest
    mail_from         = string                     # what mails say they come from
    alert_email       = string                     # who is told of alarms
    github_repository = string                     # as GitHub vouches for it: infra/README.md, step 3
    state             = object({ bucket = string, key = string })
    media_public_keys = map(string) # public keys of signed media, by a name of yours
    media_key         = string      # the name of the one whose private half the application has
  })

  validation {
    condition     = contains(keys(var.account.media_public_keys), var.account.media_key)
    error_message = "The media key is one of the media public keys."
  }

  validation {
    condition     = can(regex("@", var.account.mail_from)) && can(regex("@", var.account.alert_email))
    error_message = "Mails come from an address and go to one."
  }

  validation {
    condition     = length(var.account.frontend_origins) > 0
    error_message = "There is one frontend at least."
  }
}

variable "size" {
  description = "How much of everything there is, and how much may fail."
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
    most_connections    = optional(number, 150) # of the database, before someone is told: a db.t4g.small takes about 190
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
    error_message = "A db.t4g.micro takes about 80 connections: someone is told below that, or never."
  }
}

variable "protected" {
  description = "Whether database and load balancer refuse to be destroyed."
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
  description = "Further ports of the load balancer whose plain HTTP is redirected to HTTPS, such as 3000 for old clients."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.redirected_ports : port >= 1024 && port <= 65535])
    error_message = "Ports from 1024 to 65535: 80 is redirected already."
  }
}

variable "first_image_tag" {
  description = "The version that the first tasks run; the release workflow says which later ones do."
  type        = string
  default     = "0.1.0"

  validation {
    condition     = can(regex("^[0-9][A-Za-z0-9._-]*$", var.first_image_tag))
    error_message = "A version without a v, such as 1.0.0."
  }
}

variable "inject_database_password" {
  description = "Whether tasks are given the database's password when they start. False for images that read DB_SECRET_ARN by themselves."
  type        = bool
  default     = true

  validation {
    condition     = var.inject_database_password != null
    error_message = "Either true or false."
  }
}

variable "upload_events_are_read" {
  description = "Whether the application reads the queue of upload events: an old message is then an alarm."
  type        = bool
  default     = false

  validation {
    condition     = var.upload_events_are_read != null
    error_message = "Either true or false."
  }
}
