variable "name" {
  description = "The firewall's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,60}$", var.name))
    error_message = "Lower-case letters, digits and hyphens."
  }
}

variable "scope" {
  description = "CLOUDFRONT (needs a provider for us-east-1) or REGIONAL."
  type        = string

  validation {
    condition     = contains(["CLOUDFRONT", "REGIONAL"], var.scope)
    error_message = "The scope is CLOUDFRONT or REGIONAL."
  }
}

variable "requests_per_5_minutes" {
  description = "Maximum number of requests per IP address in five minutes."
  type        = number
  default     = 3000

  validation {
    condition     = var.requests_per_5_minutes >= 100 && var.requests_per_5_minutes <= 2000000
    error_message = "From 100 to 2,000,000."
  }
}

variable "unlimited_addresses" {
  description = "Networks exempt from the rate limit, such as those of a CDN that limits its viewers itself."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for network in var.unlimited_addresses : can(cidrhost(network, 0))])
    error_message = "Networks such as 198.51.100.0/24."
  }
}

variable "upload_paths" {
  description = "Paths, as regular expressions, on which request bodies are not blocked: uploads of covers and lectures, and authors' texts."
  type        = list(string)

  validation {
    condition     = length(var.upload_paths) > 0 && alltrue([for path in var.upload_paths : startswith(path, "^/")])
    error_message = "At least one, each beginning with ^/."
  }
}

variable "log_retention_days" {
  description = "Retention of the log of blocked and counted requests, in days."
  type        = number
  default     = 90

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365], var.log_retention_days)
    error_message = "One of 7, 14, 30, 60, 90, 180, 365."
  }
}
