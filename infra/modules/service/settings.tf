# Secret environment variables, one JSON key each. Terraform creates the secret but never sees its value.
resource "aws_secretsmanager_secret" "application" {
  name                    = "${var.prefix}/application"
  description             = "The application's secret variables, as one JSON object"
  recovery_window_in_days = 7
}

resource "aws_ssm_parameter" "setting" {
  for_each = var.settings

  name  = "/${var.prefix}/settings/${each.key}"
  type  = "String"
  value = each.value
}

locals {
  # Environment variables of all tasks that are not secret.
  environment = {
    NODE_ENV = "production"
    HOST     = "0.0.0.0"
    PORT     = tostring(var.container_port)
    DATA_DIR = "/tmp/theta"
    DB_PORT  = tostring(var.database.port)
    # The image contains the certificate authorities of RDS.
    PGSSLMODE          = "verify-full"
    DB_SECRET_ARN      = var.database.secret_arn
    PARAM_HOST_PATH    = var.database.parameters.db_host
    PARAM_DB_NAME_PATH = var.database.parameters.db_name
    PARAM_USER_PATH    = var.database.parameters.db_user
  }

  # Values that ECS reads when it starts a task.
  injected = merge(
    { for name, parameter in aws_ssm_parameter.setting : name => parameter.arn },
    { for name in var.secret_names : name => "${aws_secretsmanager_secret.application.arn}:${name}::" },
    {
      DB_HOST = var.database.parameter_arns.db_host
      DB_NAME = var.database.parameter_arns.db_name
      DB_USER = var.database.parameter_arns.db_user
    },
    var.inject_database_password ? { DB_PASSWORD = "${var.database.secret_arn}:password::" } : {},
  )
}
