terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
      # CloudFront requires its certificate and firewall, and keeps its metrics, in us-east-1.
      configuration_aliases = [aws.us_east_1]
    }
  }
}
