# Stores accounts and payments.
resource "aws_db_instance" "this" {
  identifier     = var.prefix
  engine         = "postgres"
  engine_version = "17"
  instance_class = var.database_class
  db_name        = "theta"
  username       = "theta"
  port           = var.database_port

  # RDS generates the password and stores it in Secrets Manager, so it is never in a file or in Terraform's state.
  manage_master_user_password = true

  storage_type          = "gp3"
  allocated_storage     = var.database_gigabytes
  max_allocated_storage = var.database_gigabytes * 5
  storage_encrypted     = true

  multi_az               = var.multi_zone
  publicly_accessible    = false
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [var.security_group_ids.database]
  parameter_group_name   = aws_db_parameter_group.this.name
  ca_cert_identifier     = "rds-ca-rsa2048-g1"

  backup_retention_period    = var.backup_days
  backup_window              = "20:00-21:00" # night in India
  maintenance_window         = "sun:21:30-sun:22:30"
  auto_minor_version_upgrade = true
  copy_tags_to_snapshot      = true
  delete_automated_backups   = false
  deletion_protection        = var.deletion_protection
  skip_final_snapshot        = false
  final_snapshot_identifier  = "${var.prefix}-final"

  performance_insights_enabled    = true
  enabled_cloudwatch_logs_exports = ["postgresql"]

  depends_on = [aws_cloudwatch_log_group.database]
}

resource "aws_db_subnet_group" "this" {
  name       = var.prefix
  subnet_ids = var.private_subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.prefix}-"
  family      = "postgres17"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  # Log statements slower than one second, without parameter values (personal data).
  parameter {
    name  = "log_min_duration_statement"
    value = "1000"
  }

  parameter {
    name  = "log_parameter_max_length"
    value = "0"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# RDS would create this log group without an expiry.
resource "aws_cloudwatch_log_group" "database" {
  name              = "/aws/rds/instance/${var.prefix}/postgresql"
  retention_in_days = var.log_retention_days
}

# The default of RDS is a rotation every week.
resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id          = aws_db_instance.this.master_user_secret[0].secret_arn
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.password_days
  }
}

# Connection settings of the database. They are not secret, but old tasks expect the type SecureString.
resource "aws_ssm_parameter" "database" {
  for_each = {
    db_host = aws_db_instance.this.address
    db_name = aws_db_instance.this.db_name
    db_user = aws_db_instance.this.username
  }

  name  = "/${var.prefix}/${each.key}"
  type  = "SecureString"
  value = each.value
}
