mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  prefix             = "theta-test"
  private_subnet_ids = ["subnet-1", "subnet-2"]
  security_group_ids = { database = "sg-1", cache = "sg-2" }
}

run "with_the_usual_variables" {
  command = apply

  # Keeps the database private encrypted and backed up.
  assert {
    condition     = aws_db_instance.this.publicly_accessible == false && aws_db_instance.this.db_subnet_group_name == "theta-test"
    error_message = "The database has no public address."
  }

  assert {
    condition     = aws_db_instance.this.vpc_security_group_ids == toset(["sg-1"])
    error_message = "The database must be only in its own security group."
  }

  assert {
    condition     = aws_db_instance.this.storage_encrypted
    error_message = "The database is encrypted."
  }

  assert {
    condition     = anytrue([for parameter in aws_db_parameter_group.this.parameter : parameter.name == "rds.force_ssl" && parameter.value == "1"])
    error_message = "The database refuses connections without TLS."
  }

  assert {
    condition     = aws_db_instance.this.backup_retention_period == 14 && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot && aws_db_instance.this.multi_az
    error_message = "The database must have backups, deletion protection and a standby."
  }

  # Keeps secrets out of the state.
  assert {
    condition     = aws_db_instance.this.manage_master_user_password && aws_db_instance.this.password == null
    error_message = "RDS keeps the password."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.auth_token == null && length(coalesce(aws_elasticache_user.application.passwords, [])) == 0
    error_message = "The cache's password is set elsewhere."
  }

  assert {
    condition     = alltrue([for parameter in aws_ssm_parameter.database : parameter.type == "SecureString"]) && toset(keys(aws_ssm_parameter.database)) == toset(["db_host", "db_name", "db_user"])
    error_message = "Host, name and user are parameters."
  }

  # Encrypts the cache and lets in one user.
  assert {
    condition     = aws_elasticache_replication_group.this.at_rest_encryption_enabled == "true" && aws_elasticache_replication_group.this.transit_encryption_enabled
    error_message = "The cache must be encrypted at rest and in transit."
  }

  assert {
    condition     = aws_elasticache_replication_group.this.user_group_ids == toset([aws_elasticache_user_group.this.user_group_id]) && aws_elasticache_user_group.this.user_ids == toset([aws_elasticache_user.application.user_id])
    error_message = "Only the application's user signs in."
  }

  assert {
    condition     = aws_elasticache_user.application.user_name == aws_elasticache_user.application.user_id
    error_message = "The id and name of a user with IAM authentication must be equal."
  }

  assert {
    condition     = aws_elasticache_user.application.authentication_mode[0].type == "iam" && !strcontains(aws_elasticache_user.application.access_string, "nopass")
    error_message = "Nobody signs in without a password."
  }
}

run "can_do_without_a_stand_by" {
  command = plan

  variables {
    multi_zone = false
  }

  assert {
    condition     = !aws_db_instance.this.multi_az && aws_elasticache_replication_group.this.num_cache_clusters == 1 && !aws_elasticache_replication_group.this.automatic_failover_enabled
    error_message = "A single zone must have one database and one cache node."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    multi_zone          = null
    deletion_protection = null

    prefix             = "theta_test"
    private_subnet_ids = ["subnet-1"]
    security_group_ids = { database = "", cache = "" }
    database_port      = 1
    database_class     = "t4g.small"
    database_gigabytes = 5
    backup_days        = 0
    password_days      = 0
    cache_class        = "t4g.micro"
    log_retention_days = 1
  }

  expect_failures = [
    var.prefix, var.private_subnet_ids, var.security_group_ids, var.database_port, var.database_class,
    var.database_gigabytes, var.backup_days, var.password_days, var.cache_class, var.log_retention_days,
    var.multi_zone, var.deletion_protection,
  ]
}
