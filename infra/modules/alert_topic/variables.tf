variable "name" {
  description = "The topic's name."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,60}$", var.name))
    error_message = "Lower-case letters, digits and hyphens."
  }
}

variable "email" {
  description = "E-mail address for alarms; the recipient must confirm the subscription."
  type        = string

  validation {
    condition     = can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.email))
    error_message = "An e-mail address."
  }
}
