output "release" {
  description = "Settings of the release workflow, stored as JSON in a variable of the GitHub repository."
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
  description = "Settings of the plan workflow, stored as JSON in a variable of the GitHub repository."
  value = {
    region = data.aws_region.current.name
    role   = module.delivery.plan_role_arn
    bucket = var.account.state.bucket
  }
}

output "dns_records" {
  description = "DNS records to create if Route 53 does not host the DNS."
  value       = var.account.zone_id == "" ? module.edge.dns_records : []
}

output "nat_addresses" {
  description = "Outbound IP addresses, for the access list of MongoDB Atlas."
  value       = module.network.nat_addresses
}

output "to_fill" {
  description = "Secrets to fill in outside Terraform: the application's secret with its keys, and the cache user with the address for REDIS_URL."
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
