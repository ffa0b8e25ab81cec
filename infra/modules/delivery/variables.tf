variable "prefix" {
  description = "Prefix of all resource names."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.prefix))
    error_message = "The prefix is 3 to 22 lower-case letters, digits and hyphens, and begins with a letter."
  }
}

variable "github_repository" {
  description = "Repository whose workflows may plan and deploy, as in GitHub's OIDC tokens: owner@1/name@2 with both ids, or owner/name if it was created before July 2026."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9._-]+|@[0-9]+/[A-Za-z0-9._-]+@[0-9]+)$", var.github_repository))
    error_message = "Owner and name, each with its id or both without, joined by a slash, without a *."
  }
}

variable "release_tags" {
  description = "Tags whose workflow runs may deploy, such as v*."
  type        = string
  default     = "v*"

  validation {
    condition     = can(regex("^v[A-Za-z0-9.*-]*$", var.release_tags))
    error_message = "Tags of versions begin with v."
  }
}

variable "state" {
  description = "Bucket and key of this environment's Terraform state, which the plan workflow reads."
  type        = object({ bucket = string, key = string })

  validation {
    condition     = var.state.bucket != "" && var.state.key != ""
    error_message = "Both are needed."
  }
}

variable "kept_images" {
  description = "Number of versions that the registry keeps."
  type        = number
  default     = 20

  validation {
    condition     = var.kept_images >= 5 && var.kept_images <= 500
    error_message = "From 5 to 500."
  }
}
