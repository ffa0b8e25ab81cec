variable "region" {
  description = "AWS region of the state bucket."
  type        = string
  default     = "ap-south-1"

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "A region such as ap-south-1."
  }
}

variable "prefix" {
  description = "Prefix of the state bucket's name."
  type        = string
  default     = "theta"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}
