# Rate limits and pub/sub messages (worker wake-ups, change events). If the data is lost, only the rate limits reset.
resource "aws_elasticache_replication_group" "this" {
  replication_group_id = var.prefix
  description          = "Rate limits, wake-up calls and news of changes"
  engine               = "valkey"
  engine_version       = "8.0"
  node_type            = var.cache_class
  port                 = 6379
  parameter_group_name = aws_elasticache_parameter_group.this.name

  num_cache_clusters         = var.multi_zone ? 2 : 1
  automatic_failover_enabled = var.multi_zone
  multi_az_enabled           = var.multi_zone
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  security_group_ids         = [var.security_group_ids.cache]

  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  user_group_ids             = [aws_elasticache_user_group.this.user_group_id]

  snapshot_retention_limit   = 3
  snapshot_window            = "20:00-21:00"
  maintenance_window         = "sun:21:30-sun:22:30"
  final_snapshot_identifier  = "${var.prefix}-final"
  auto_minor_version_upgrade = true
  apply_immediately          = true
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.prefix
  subnet_ids = var.private_subnet_ids
}

resource "aws_elasticache_parameter_group" "this" {
  name   = "${var.prefix}-valkey8"
  family = "valkey8"

  # Evicting rate limits silently would be worse than rejecting writes when memory is full.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }

  # A newer family needs a new group, which the cache must use before the old one can be deleted.
  lifecycle {
    create_before_destroy = true
  }
}

# The application's cache user. Terraform creates it without a usable password; set one outside Terraform, which would store
# it in the state (infra/README.md, "Secrets"). For users with IAM authentication, ElastiCache requires that id and name
# are equal.
resource "aws_elasticache_user" "application" {
  user_id       = "${var.prefix}-app"
  user_name     = "${var.prefix}-app"
  engine        = "valkey"
  access_string = "on ~* &* +@all -@dangerous +info"

  authentication_mode {
    type = "iam"
  }

  lifecycle {
    ignore_changes = [authentication_mode, passwords]
  }
}

resource "aws_elasticache_user_group" "this" {
  user_group_id = var.prefix
  engine        = "valkey"
  user_ids      = [aws_elasticache_user.application.user_id]
}
