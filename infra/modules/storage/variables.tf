variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "frontend_origins" {
  description = "Origins whose pages may upload directly to the bucket, such as https://learn.example.com."
  type        = list(string)

  validation {
    condition     = length(var.frontend_origins) > 0 && alltrue([for origin in var.frontend_origins : can(regex("^https?://[^/*]+$", origin))])
    error_message = "At least one origin: scheme and host, without a path and without a *."
  }
}

variable "noncurrent_days" {
  description = "Days during which a replaced or deleted file can be restored."
  type        = number
  default     = 30

  validation {
    condition     = var.noncurrent_days >= 1 && var.noncurrent_days <= 365
    error_message = "From 1 to 365 days."
  }
}

variable "log_days" {
  description = "Retention of access logs, in days."
  type        = number
  default     = 90

  validation {
    condition     = var.log_days >= 7 && var.log_days <= 3650
    error_message = "From 7 to 3650 days."
  }
}
