# Role of the release workflow, only for tags: pushes an image, runs the migration, updates both services.
# The names of the cluster, services, families and roles that it may use start with the prefix.
resource "aws_iam_role" "deploy" {
  name                 = "${var.prefix}-deploy"
  assume_role_policy   = local.trusted.deploy
  max_session_duration = 7200
}

resource "aws_iam_role_policy" "deploy" {
  name = "release"
  role = aws_iam_role.deploy.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "SignInToTheRegistry"
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
      {
        Sid    = "PushImages"
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImages",
          "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart",
        ]
        Resource = [aws_ecr_repository.this.arn]
      },
      {
        # These actions don't support resource-level permissions.
        Sid      = "MakeRevisions"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
        Resource = ["*"]
      },
      {
        Sid      = "MoveServices"
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
        Resource = [for name in ["web", "worker"] : "${local.aws}:ecs:${local.account}:service/${var.prefix}/${var.prefix}-${name}"]
      },
      {
        Sid      = "RunTheMigration"
        Effect   = "Allow"
        Action   = ["ecs:RunTask"]
        Resource = ["${local.aws}:ecs:${local.account}:task-definition/${var.prefix}-migration:*"]
      },
      {
        Sid      = "WatchTheMigration"
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks"]
        Resource = ["${local.aws}:ecs:${local.account}:task/${var.prefix}/*"]
      },
      {
        Sid      = "ReadTheMigrationsLog"
        Effect   = "Allow"
        Action   = ["logs:FilterLogEvents", "logs:GetLogEvents"]
        Resource = ["${local.aws}:logs:${local.account}:log-group:/ecs/${var.prefix}-migration:*"]
      },
      {
        Sid       = "PassTheTasksRoles"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = [for name in ["execution", "task"] : "${local.aws}:iam::${data.aws_caller_identity.current.account_id}:role/${var.prefix}-${name}"]
        Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } }
      },
    ]
  })
}
