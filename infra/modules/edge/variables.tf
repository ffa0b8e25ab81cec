variable "prefix" {
  description = "Begins the name of everything here."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "public_host" {
  description = "The name that everyone uses: the CDN's, for example theta.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.public_host))
    error_message = "A host name in lower case, such as theta.example.com."
  }
}

variable "origin_host" {
  description = "The load balancer's own name, behind the CDN, for example api.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.origin_host)) && var.origin_host != var.public_host
    error_message = "A host name in lower case, such as api.example.com, and another one than the CDN's."
  }
}

variable "zone_id" {
  description = "The Route 53 zone of both names. Empty: the DNS is elsewhere, and the records to set there are outputs."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^(Z[A-Z0-9]+)?$", var.zone_id))
    error_message = "A zone's id begins with Z."
  }
}

variable "vpc_id" {
  description = "The network."
  type        = string

  validation {
    condition     = length(var.vpc_id) > 0
    error_message = "It can't be empty."
  }
}

variable "public_subnet_ids" {
  description = "The load balancer's subnets, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer needs two zones."
  }
}

variable "security_group_id" {
  description = "The load balancer's group."
  type        = string

  validation {
    condition     = length(var.security_group_id) > 0
    error_message = "It can't be empty."
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
  description = "Further ports whose plain HTTP is redirected to HTTPS."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.redirected_ports : port >= 1024 && port <= 65535])
    error_message = "Ports from 1024 to 65535: 80 is redirected already."
  }
}

variable "drain_seconds" {
  description = "How long a task that stops may finish what it has; no longer than the application's own limit of 30 seconds."
  type        = number
  default     = 25

  validation {
    condition     = var.drain_seconds >= 5 && var.drain_seconds <= 30
    error_message = "From 5 to 30 seconds."
  }
}

variable "log_bucket" {
  description = "The bucket of the load balancer's access log."
  type        = string

  validation {
    condition     = length(var.log_bucket) >= 3
    error_message = "A bucket's name."
  }
}

variable "uploads_bucket" {
  description = "The bucket of covers and lectures."
  type        = object({ name = string, arn = string, domain_name = string })

  validation {
    condition     = length(var.uploads_bucket.domain_name) > 0
    error_message = "It can't be empty."
  }
}

variable "media_public_keys" {
  description = "Public keys in PEM, by a name of yours: the application signs lectures' addresses with the private half of one of them. Two while one is being replaced."
  type        = map(string)

  validation {
    condition     = length(var.media_public_keys) > 0 && alltrue([for key in values(var.media_public_keys) : startswith(key, "-----BEGIN PUBLIC KEY-----")])
    error_message = "At least one key, each beginning with -----BEGIN PUBLIC KEY-----."
  }
}

variable "cover_extensions" {
  description = "Files under uploads/ that anyone may see, by their extension: covers. All others are signed."
  type        = set(string)
  default     = ["png", "jpg", "webp", "avif", "gif"]

  validation {
    condition     = alltrue([for extension in var.cover_extensions : can(regex("^[a-z0-9]+$", extension))])
    error_message = "Extensions without a dot."
  }
}

variable "upload_paths" {
  description = "Paths, as regular expressions, where the firewalls leave bodies to the application: uploads, and what authors write."
  type        = list(string)
  default     = ["^/api/course/(new|[0-9a-f]{24})$", "^/admin/(courses|lectures|media|uploads)(/.*)?$"]

  validation {
    condition     = length(var.upload_paths) > 0
    error_message = "At least one."
  }
}

variable "requests_per_5_minutes" {
  description = "How many requests one address may make in five minutes."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_5_minutes >= 100
    error_message = "At least 100."
  }
}

variable "deletion_protection" {
  description = "Whether the load balancer refuses to be destroyed."
  type        = bool
  default     = true

  validation {
    condition     = var.deletion_protection != null
    error_message = "Either true or false."
  }
}
