# Rate limits, wake-up calls, news of changes. Losing all of it costs nothing but the counts.
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

  # Rate limits that are silently forgotten are worse than a cache that is full.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }

  # A newer family is another group, which the cache has to use before this one can go.
  lifecycle {
    create_before_destroy = true
  }
}

# The application's sign-in. It is born without a password that anyone could know: one is set outside Terraform, whose
# state would keep it otherwise (infra/README.md, "Secrets"). A user who signs in by IAM has one name: ElastiCache
# refuses to make one whose id is another.
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
