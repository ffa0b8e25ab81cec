output "release" {
  description = "What the release workflow needs, for a variable of the GitHub repository."
  value       = module.stack.release
}

output "plan" {
  description = "What the plan workflow needs, for a variable of the GitHub repository."
  value       = module.stack.plan
}

output "dns_records" {
  description = "The records to set where the DNS is not Route 53."
  value       = module.stack.dns_records
}

output "nat_addresses" {
  description = "The addresses that MongoDB Atlas lets in."
  value       = module.stack.nat_addresses
}

output "to_fill" {
  description = "What is set outside Terraform."
  value       = module.stack.to_fill
}

output "dashboard" {
  description = "The dashboard's name in CloudWatch."
  value       = module.stack.dashboard
}
