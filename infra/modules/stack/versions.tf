terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
      # CloudFront, its certificate, its firewall and its metrics live in us-east-1.
      configuration_aliases = [aws.us_east_1]
    }
  }
}
