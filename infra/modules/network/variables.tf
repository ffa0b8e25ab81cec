variable "prefix" {
  description = "Prefix of all resource names, for example theta-staging."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "cidr" {
  description = "Address range of the network; each subnet gets one sixteenth of it."
  type        = string
  default     = "10.20.0.0/16"

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 15)) && try(tonumber(split("/", var.cidr)[1]) <= 20, false)
    error_message = "The range is an IPv4 network such as 10.20.0.0/16, and no smaller than a /20."
  }
}

variable "zone_count" {
  description = "Number of availability zones."
  type        = number
  default     = 2

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "Two or three zones."
  }
}

variable "nat_per_zone" {
  description = "Create a NAT gateway in each zone, so that the failure of one zone does not affect the others. Each gateway is billed by the hour."
  type        = bool
  default     = false

  validation {
    condition     = var.nat_per_zone != null
    error_message = "Either true or false."
  }
}

variable "interface_endpoints" {
  description = "AWS services with an interface endpoint, by short name, so that tasks reach them without NAT. Each is billed per hour and zone."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for name in var.interface_endpoints : can(regex("^[a-z0-9.-]+$", name))])
    error_message = "Short names of services, such as ecr.api, ecr.dkr or logs."
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

variable "database_port" {
  description = "The port of the SQL database."
  type        = number
  default     = 5432

  validation {
    condition     = var.database_port >= 1024 && var.database_port <= 65535
    error_message = "A port from 1024 to 65535."
  }
}

variable "redirected_ports" {
  description = "Additional ports of the load balancer on which HTTP is redirected to HTTPS, such as 3000 for old clients."
  type        = set(number)
  default     = []

  validation {
    condition     = alltrue([for port in var.redirected_ports : port >= 1024 && port <= 65535])
    error_message = "Ports from 1024 to 65535: 80 and 443 are open already."
  }
}
