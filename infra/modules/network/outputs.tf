output "vpc_id" {
  description = "The network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "The network's address range."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer."
  value       = [for subnet in aws_subnet.public : subnet.id]
}

output "private_subnet_ids" {
  description = "Subnets of the tasks, the database and the cache."
  value       = [for subnet in aws_subnet.private : subnet.id]
}

output "nat_addresses" {
  description = "Outbound IP addresses of the tasks, for the access list of MongoDB Atlas."
  value       = [for address in aws_eip.nat : address.public_ip]
}

output "security_group_ids" {
  description = "Security groups by the name of the part."
  value = {
    load_balancer = aws_security_group.load_balancer.id
    service       = aws_security_group.service.id
    database      = aws_security_group.database.id
    cache         = aws_security_group.cache.id
  }
}
