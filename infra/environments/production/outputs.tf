output "release" {
  description = "Settings of the release workflow, for a variable of the GitHub repository."
  value       = module.stack.release
}

output "plan" {
  description = "Settings of the plan workflow, for a variable of the GitHub repository."
  value       = module.stack.plan
}

output "dns_records" {
  description = "DNS records to create if Route 53 does not host the DNS."
  value       = module.stack.dns_records
}

output "nat_addresses" {
  description = "Outbound IP addresses, for the access list of MongoDB Atlas."
  value       = module.stack.nat_addresses
}

output "to_fill" {
  description = "Secrets to fill in outside Terraform."
  value       = module.stack.to_fill
}

output "dashboard" {
  description = "The dashboard's name in CloudWatch."
  value       = module.stack.dashboard
}
