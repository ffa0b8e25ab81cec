output "target_group_arn" {
  description = "Target group of the web tasks."
  value       = aws_lb_target_group.web.arn

  # A service can use the group only after a listener forwards to it.
  depends_on = [aws_lb_listener.https]
}

output "load_balancer" {
  description = "Identifiers of the load balancer and its target group in metrics and scaling policies."
  value = {
    arn_suffix              = aws_lb.this.arn_suffix
    target_group_arn_suffix = aws_lb_target_group.web.arn_suffix
  }
}

output "distribution_id" {
  description = "The CDN's distribution."
  value       = aws_cloudfront_distribution.this.id
}

output "certificate_arns" {
  description = "Certificates whose expiry is monitored."
  value       = { origin = aws_acm_certificate.origin.arn, cdn = aws_acm_certificate.cdn.arn }
}

output "cdn_networks" {
  description = "Address ranges of the CDN, which the application trusts as proxies."
  value       = local.cdn_networks
}

output "media_key_ids" {
  description = "Ids of the media keys by name; CDN_KEY_ID is one of them."
  value       = { for name, key in aws_cloudfront_public_key.media : name => key.id }
}

output "dns_records" {
  description = "DNS records to create if Route 53 does not host the DNS: certificate validation and both host names."
  value = concat(
    values(local.validation_records),
    [
      { name = var.origin_host, type = "CNAME", value = aws_lb.this.dns_name },
      { name = var.public_host, type = "CNAME", value = aws_cloudfront_distribution.this.domain_name },
    ],
  )
}
