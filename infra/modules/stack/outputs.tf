output "release" {
  description = "All that the release workflow needs; it is kept as JSON in a variable of the GitHub repository."
  value = {
    region     = data.aws_region.current.name
    role       = module.delivery.deploy_role_arn
    repository = module.delivery.repository.url
    cluster    = module.service.cluster.name
    services   = module.service.services
    families   = module.service.families
    network    = module.service.network
    logs       = module.service.log_groups.migration.name
    address    = "https://${var.account.public_host}"
  }
}

output "plan" {
  description = "What the plan workflow needs; it is kept as JSON in a variable of the GitHub repository."
  value = {
    region = data.aws_region.current.name
    role   = module.delivery.plan_role_arn
    bucket = var.account.state.bucket
  }
}

output "dns_records" {
  description = "The records to set where the DNS is not Route 53."
  value       = var.account.zone_id == "" ? module.edge.dns_records : []
}

output "nat_addresses" {
  description = "The addresses that MongoDB Atlas lets in."
  value       = module.network.nat_addresses
}

output "to_fill" {
  description = "What is set outside Terraform: the secret and its members, and the cache's user, with the address for REDIS_URL."
  value = {
    secret        = module.service.secret
    cache_user    = module.data.cache.user_id
    cache_address = module.data.cache.address
  }
}

output "dashboard" {
  description = "The dashboard's name in CloudWatch."
  value       = module.observability.dashboard
}
