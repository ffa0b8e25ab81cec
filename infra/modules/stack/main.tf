# One complete environment. Read it from top to bottom: each module uses the outputs of the previous ones.

data "aws_region" "current" {}

module "network" {
  source = "../network"

  prefix              = var.prefix
  zone_count          = var.size.zone_count
  nat_per_zone        = var.size.nat_per_zone
  interface_endpoints = var.size.interface_endpoints
  container_port      = var.container_port
  redirected_ports    = var.redirected_ports
}

module "storage" {
  source = "../storage"

  prefix           = var.prefix
  frontend_origins = var.account.frontend_origins
}

module "edge" {
  source    = "../edge"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  prefix              = var.prefix
  public_host         = var.account.public_host
  origin_host         = var.account.origin_host
  zone_id             = var.account.zone_id
  vpc_id              = module.network.vpc_id
  public_subnet_ids   = module.network.public_subnet_ids
  security_group_id   = module.network.security_group_ids.load_balancer
  container_port      = var.container_port
  redirected_ports    = var.redirected_ports
  log_bucket          = module.storage.log_bucket
  uploads_bucket      = module.storage.uploads_bucket
  media_public_keys   = var.account.media_public_keys
  deletion_protection = var.protected
}

module "data" {
  source = "../data"

  prefix              = var.prefix
  private_subnet_ids  = module.network.private_subnet_ids
  security_group_ids  = { database = module.network.security_group_ids.database, cache = module.network.security_group_ids.cache }
  multi_zone          = var.size.multi_zone_data
  database_class      = var.size.database_class
  database_gigabytes  = var.size.database_gigabytes
  cache_class         = var.size.cache_class
  backup_days         = var.size.backup_days
  log_retention_days  = var.size.log_retention_days
  deletion_protection = var.protected
}

module "delivery" {
  source = "../delivery"

  prefix            = var.prefix
  github_repository = var.account.github_repository
  state             = var.account.state
}

module "service" {
  source = "../service"

  prefix                   = var.prefix
  image                    = "${module.delivery.repository.url}:${var.first_image_tag}"
  repository_arn           = module.delivery.repository.arn
  architecture             = var.size.architecture
  web                      = var.size.web
  worker                   = var.size.worker
  private_subnet_ids       = module.network.private_subnet_ids
  security_group_id        = module.network.security_group_ids.service
  target_group_arn         = module.edge.target_group_arn
  request_metric_label     = "${module.edge.load_balancer.arn_suffix}/${module.edge.load_balancer.target_group_arn_suffix}"
  container_port           = var.container_port
  settings                 = local.settings
  database                 = { for name in ["secret_arn", "parameter_arns", "parameters", "port"] : name => module.data.database[name] }
  inject_database_password = var.inject_database_password
  uploads_bucket_arn       = module.storage.uploads_bucket.arn
  upload_events_queue_arn  = var.upload_events_are_read ? module.storage.upload_events.queue_arn : null
  log_retention_days       = var.size.log_retention_days
}

module "observability" {
  source    = "../observability"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  prefix                 = var.prefix
  alert_email            = var.account.alert_email
  monthly_budget         = var.size.monthly_budget
  load_balancer          = module.edge.load_balancer
  distribution_id        = module.edge.distribution_id
  certificate_arns       = module.edge.certificate_arns
  cluster_name           = module.service.cluster.name
  services               = module.service.services
  least_healthy_tasks    = var.size.web.min
  job_log_group          = module.service.log_groups.worker.name
  upload_events          = { for name in ["queue_name", "dead_letters_name"] : name => module.storage.upload_events[name] }
  upload_events_are_read = var.upload_events_are_read
  database               = { identifier = module.data.database.identifier, gigabytes = module.data.database.gigabytes, connections = var.size.most_connections }
  cache_group            = module.data.cache.group
  cache_nodes            = module.data.cache.nodes
}
