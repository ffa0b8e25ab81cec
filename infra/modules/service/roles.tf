locals {
  trusted_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = ["sts:AssumeRole"]
    }]
  })
}

locals {
  hears_of_uploads = var.upload_events_queue_arn == null ? [] : [{
    Sid      = "HearOfUploads"
    Effect   = "Allow"
    Action   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]
    Resource = [var.upload_events_queue_arn]
  }]
}

# Permissions of ECS when it starts a task.
resource "aws_iam_role" "execution" {
  name               = "${var.prefix}-execution"
  assume_role_policy = local.trusted_by_tasks
}

resource "aws_iam_role_policy" "execution" {
  name = "start-tasks"
  role = aws_iam_role.execution.id

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
        Sid      = "PullTheImage"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [var.repository_arn]
      },
      {
        Sid      = "WriteLogs"
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = [for group in aws_cloudwatch_log_group.this : "${group.arn}:*"]
      },
      {
        Sid      = "ReadSecrets"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [aws_secretsmanager_secret.application.arn, var.database.secret_arn]
      },
      {
        Sid      = "ReadSettings"
        Effect   = "Allow"
        Action   = ["ssm:GetParameters"]
        Resource = concat([for parameter in aws_ssm_parameter.setting : parameter.arn], values(var.database.parameter_arns))
      },
    ]
  })
}

# Permissions of the application.
resource "aws_iam_role" "task" {
  name               = "${var.prefix}-task"
  assume_role_policy = local.trusted_by_tasks
}

resource "aws_iam_role_policy" "task" {
  name = "application"
  role = aws_iam_role.task.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.hears_of_uploads, [
      {
        # Multipart uploads are stored under uploads-in-progress/ until they are complete. Uploads started by an earlier release
        # are under incoming/, where they expire.
        Sid      = "KeepUploads"
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"]
        Resource = [for folder in ["uploads", "uploads-in-progress", "incoming"] : "${var.uploads_bucket_arn}/${folder}/*"]
      },
      {
        # The first action makes S3 return 404 instead of 403 for a missing file; the second finds abandoned uploads.
        Sid      = "ListUploads"
        Effect   = "Allow"
        Action   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
        Resource = [var.uploads_bucket_arn]
      },
      {
        Sid      = "ReadTheDatabasesPassword"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"]
        Resource = [var.database.secret_arn]
      },
      {
        Sid      = "FindTheDatabase"
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:GetParameters"]
        Resource = values(var.database.parameter_arns)
      },
    ])
  })
}
