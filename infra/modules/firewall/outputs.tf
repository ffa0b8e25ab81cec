output "arn" {
  description = "ARN of the firewall, for a load balancer or a CDN."
  value       = aws_wafv2_web_acl.this.arn
}
