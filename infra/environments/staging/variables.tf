variable "region" {
  description = "AWS region of everything except the CDN."
  type        = string
  default     = "ap-south-1"

  validation {
    condition     = can(regex("^[a-z]{2}-[a-z]+-[0-9]$", var.region))
    error_message = "A region such as ap-south-1."
  }
}

variable "account" {
  description = "Account-specific settings: see account.auto.tfvars.example and modules/stack/variables.tf."
  type = object({
    public_host       = string
    origin_host       = string
    zone_id           = optional(string, "")
    frontend_origins  = list(string)
    admission_origins = optional(list(string), [])
    mail_from         = string
    alert_email       = string
    github_repository = string
    state_bucket      = string
    media_public_keys = map(string)
    media_key         = string
  })

  validation {
    condition     = can(regex("^[a-z0-9.-]{3,63}$", var.account.state_bucket))
    error_message = "Use the bucket name printed by the bootstrap."
  }
}
