# Trust policies for workflow runs, based on GitHub's OIDC tokens; the bootstrap creates the provider once per account.
data "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

data "aws_partition" "current" {}

locals {
  account = "${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}"
  aws     = "arn:${data.aws_partition.current.partition}"

  issuer = "token.actions.githubusercontent.com"

  # Only workflow runs whose token has this subject may assume the role.
  trusted = {
    for name, subject in {
      plan   = "repo:${var.github_repository}:pull_request"
      deploy = "repo:${var.github_repository}:ref:refs/tags/${var.release_tags}"
    } :
    name => jsonencode({
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Principal = { Federated = data.aws_iam_openid_connect_provider.github.arn }
        Action    = ["sts:AssumeRoleWithWebIdentity"]
        Condition = {
          StringEquals = { "${local.issuer}:aud" = "sts.amazonaws.com" }
          StringLike   = { "${local.issuer}:sub" = subject }
        }
      }]
    })
  }
}
