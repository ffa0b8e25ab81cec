variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "public_host" {
  description = "Public host name, which points to the CDN, for example theta.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.public_host))
    error_message = "A host name in lower case, such as theta.example.com."
  }
}

variable "origin_host" {
  description = "Host name of the load balancer, for example api.example.com."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9-]+\\.)+[a-z]{2,}$", var.origin_host)) && var.origin_host != var.public_host
    error_message = "A host name in lower case, such as api.example.com, and different from the CDN's."
  }
}

variable "zone_id" {
  description = "Route 53 zone of both host names. If empty, create the records listed in the outputs at your DNS provider."
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
  description = "Subnets of the load balancer, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.public_subnet_ids) >= 2
    error_message = "A load balancer needs two zones."
  }
}

variable "security_group_id" {
  description = "Security group of the load balancer."
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
  description = "Additional ports on which HTTP is redirected to HTTPS."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.redirected_ports : port >= 1024 && port <= 65535])
    error_message = "Ports from 1024 to 65535: 80 is redirected already."
  }
}

variable "drain_seconds" {
  description = "Time to finish requests before a task is stopped; at most 30 seconds, the application's own limit."
  type        = number
  default     = 25

  validation {
    condition     = var.drain_seconds >= 5 && var.drain_seconds <= 30
    error_message = "From 5 to 30 seconds."
  }
}

variable "log_bucket" {
  description = "Bucket for the load balancer's access log."
  type        = string

  validation {
    condition     = length(var.log_bucket) >= 3
    error_message = "A bucket's name."
  }
}

variable "uploads_bucket" {
  description = "Bucket for covers and lectures."
  type        = object({ name = string, arn = string, domain_name = string })

  validation {
    condition     = length(var.uploads_bucket.domain_name) > 0
    error_message = "It can't be empty."
  }
}

variable "media_public_keys" {
  description = "Public keys in PEM format, by any name. The application signs lecture URLs with the private key of one of them; use two during a rotation."
  type        = map(string)

  validation {
    condition     = length(var.media_public_keys) > 0 && alltrue([for key in values(var.media_public_keys) : startswith(key, "-----BEGIN PUBLIC KEY-----")])
    error_message = "At least one key, each beginning with -----BEGIN PUBLIC KEY-----."
  }
}

variable "cover_extensions" {
  description = "Extensions of public files under uploads/ (covers). All other files need a signed URL."
  type        = set(string)
  default     = ["png", "jpg", "webp", "avif", "gif"]

  validation {
    condition     = alltrue([for extension in var.cover_extensions : can(regex("^[a-z0-9]+$", extension))])
    error_message = "Extensions without a dot."
  }
}

variable "upload_paths" {
  description = "Paths, as regular expressions, on which the firewalls don't block request bodies: uploads and authors' texts."
  type        = list(string)
  default     = ["^/api/course/(new|[0-9a-f]{24})$", "^/admin/(courses|lectures|media|uploads)(/.*)?$"]

  validation {
    condition     = length(var.upload_paths) > 0
    error_message = "At least one."
  }
}

variable "requests_per_5_minutes" {
  description = "Maximum number of requests per IP address in five minutes."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_5_minutes >= 100
    error_message = "At least 100."
  }
}

variable "deletion_protection" {
  description = "Protect the load balancer against deletion."
  type        = bool
  default     = true

  validation {
    condition     = var.deletion_protection != null
    error_message = "Either true or false."
  }
}
