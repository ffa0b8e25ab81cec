output "arn" {
  description = "What a load balancer or a CDN is joined to."
  value       = aws_wafv2_web_acl.this.arn
}
