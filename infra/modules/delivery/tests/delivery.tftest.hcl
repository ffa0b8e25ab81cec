mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  prefix            = "theta-test"
  github_repository = "someone/theta"
  state             = { bucket = "theta-state", key = "staging.tfstate" }
}

run "with_the_usual_variables" {
  command = apply

  # Lets in one repository.
  assert {
    condition     = jsondecode(aws_iam_role.plan.assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"] == "repo:someone/theta:pull_request"
    error_message = "Only this repository's pull requests plan."
  }

  assert {
    condition     = jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"] == "repo:someone/theta:ref:refs/tags/v*"
    error_message = "Only this repository's tags deploy."
  }

  assert {
    condition = alltrue([
      for role in [aws_iam_role.plan, aws_iam_role.deploy] :
      jsondecode(role.assume_role_policy).Statement[0].Condition.StringEquals["token.actions.githubusercontent.com:aud"] == "sts.amazonaws.com"
      && length(jsondecode(role.assume_role_policy).Statement) == 1
    ])
    error_message = "Only tokens issued for AWS must be accepted."
  }

  # Plans without changing anything.
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.plan.policy).Statement : [
        for action in statement.Action : can(regex("^[a-z0-9-]+:(Describe|Get|List|View)[A-Za-z]+$", action))
      ]
    ]))
    error_message = "The plan role must only have named read actions."
  }

  assert {
    condition = length(setintersection(
      ["s3:GetObject", "secretsmanager:GetSecretValue", "ssm:GetParameter", "logs:GetLogEvents", "sqs:ReceiveMessage"],
      flatten([for statement in jsondecode(aws_iam_role_policy.plan.policy).Statement : statement.Action if contains(statement.Resource, "*")]),
    )) == 0
    error_message = "The plan role must not read data."
  }

  # Deploys with named actions.
  assert {
    condition = alltrue(flatten([
      for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : [for action in statement.Action : !strcontains(action, "*")]
    ]))
    error_message = "Policies must name their actions, without wildcards."
  }

  assert {
    condition = length(setsubtract(
      flatten([for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : statement.Action if contains(statement.Resource, "*")]),
      ["ecr:GetAuthorizationToken", "ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"],
    )) == 0
    error_message = "Only actions without resource-level permissions may use the resource *."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_iam_role_policy.deploy.policy).Statement : try(statement.Condition.StringEquals["iam:PassedToService"], "") == "ecs-tasks.amazonaws.com" if contains(statement.Action, "iam:PassRole")])
    error_message = "Roles must be passed only to ECS tasks."
  }

  # Keeps versions as they are.
  assert {
    condition     = aws_ecr_repository.this.image_tag_mutability == "IMMUTABLE" && aws_ecr_repository.this.image_scanning_configuration[0].scan_on_push
    error_message = "Images are scanned, and a version never changes."
  }

  assert {
    condition     = aws_ecr_repository.this.encryption_configuration[0].encryption_type == "AES256" && length(jsondecode(aws_ecr_lifecycle_policy.this.policy).rules) == 2
    error_message = "Images must be encrypted and old ones must expire."
  }

  assert {
    condition     = [for rule in jsondecode(aws_ecr_lifecycle_policy.this.policy).rules : rule.selection.tagStatus if rule.selection.countType == "imageCountMoreThan"] == ["tagged"]
    error_message = "The lifecycle rule must count versions, not their untagged parts."
  }
}

run "trusts_a_repository_by_its_ids" {
  command = plan

  variables {
    github_repository = "someone@12/theta@345"
  }

  assert {
    condition     = jsondecode(aws_iam_role.deploy.assume_role_policy).Statement[0].Condition.StringLike["token.actions.githubusercontent.com:sub"] == "repo:someone@12/theta@345:ref:refs/tags/v*"
    error_message = "The subject of newer repositories must contain their ids."
  }
}

run "refuses_a_repository_without_its_own_id" {
  command = plan

  variables {
    github_repository = "someone@12/theta"
  }

  expect_failures = [var.github_repository]
}

run "refuses_bad_variables" {
  command = plan

  variables {
    prefix            = "theta test"
    github_repository = "someone/*"
    release_tags      = "*"
    state             = { bucket = "", key = "" }
    kept_images       = 0
  }

  expect_failures = [var.prefix, var.github_repository, var.release_tags, var.state, var.kept_images]
}
