output "database" {
  description = "The database's connection settings, its password secret, and its identifier in metrics."
  value = {
    identifier     = aws_db_instance.this.identifier
    secret_arn     = aws_db_instance.this.master_user_secret[0].secret_arn
    parameter_arns = { for name, parameter in aws_ssm_parameter.database : name => parameter.arn }
    parameters     = { for name, parameter in aws_ssm_parameter.database : name => parameter.name }
    port           = var.database_port
    gigabytes      = var.database_gigabytes
  }
}

output "cache" {
  description = "The cache's address, user, replication group and number of nodes."
  value = {
    address = aws_elasticache_replication_group.this.primary_endpoint_address
    user_id = aws_elasticache_user.application.user_id
    group   = aws_elasticache_replication_group.this.replication_group_id
    nodes   = aws_elasticache_replication_group.this.num_cache_clusters
  }
}
