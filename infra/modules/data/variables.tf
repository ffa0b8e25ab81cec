variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "private_subnet_ids" {
  description = "Subnets of the database and the cache, in at least two zones."
  type        = list(string)

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Subnets of two zones."
  }
}

variable "security_group_ids" {
  description = "Security groups of the database and the cache."
  type        = object({ database = string, cache = string })

  validation {
    condition     = var.security_group_ids.database != "" && var.security_group_ids.cache != ""
    error_message = "Both groups are needed."
  }
}

variable "multi_zone" {
  description = "Run a standby of the database and the cache in another zone."
  type        = bool
  default     = true

  validation {
    condition     = var.multi_zone != null
    error_message = "Either true or false."
  }
}

variable "deletion_protection" {
  description = "Protect the database against deletion."
  type        = bool
  default     = true

  validation {
    condition     = var.deletion_protection != null
    error_message = "Either true or false."
  }
}

variable "database_port" {
  description = "The database's port."
  type        = number
  default     = 5432

  validation {
    condition     = var.database_port >= 1024 && var.database_port <= 65535
    error_message = "A port from 1024 to 65535."
  }
}

variable "database_class" {
  description = "Instance class of the database."
  type        = string
  default     = "db.t4g.small"

  validation {
    condition     = can(regex("^db\\.[a-z0-9]+\\.[a-z0-9]+$", var.database_class))
    error_message = "A class such as db.t4g.small."
  }
}

variable "database_gigabytes" {
  description = "Storage of the database in GB; it grows automatically up to five times this size."
  type        = number
  default     = 20

  validation {
    condition     = var.database_gigabytes >= 20 && var.database_gigabytes <= 10000
    error_message = "From 20 to 10,000."
  }
}

variable "backup_days" {
  description = "Days of point-in-time recovery for the database."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_days >= 1 && var.backup_days <= 35
    error_message = "From 1 to 35 days."
  }
}

variable "password_days" {
  description = "Days between rotations of the database password."
  type        = number
  default     = 90

  validation {
    condition     = var.password_days >= 1 && var.password_days <= 365
    error_message = "From 1 to 365 days."
  }
}

variable "cache_class" {
  description = "Node type of the cache."
  type        = string
  default     = "cache.t4g.micro"

  validation {
    condition     = can(regex("^cache\\.[a-z0-9]+\\.[a-z0-9]+$", var.cache_class))
    error_message = "A class such as cache.t4g.micro."
  }
}

variable "log_retention_days" {
  description = "Retention of the database's log, in days."
  type        = number
  default     = 30

  validation {
    condition     = contains([7, 14, 30, 60, 90, 180, 365], var.log_retention_days)
    error_message = "One of 7, 14, 30, 60, 90, 180, 365."
  }
}
