output "target_group_arn" {
  description = "Where the web service registers its tasks."
  value       = aws_lb_target_group.web.arn

  # A service may join the group only once a listener forwards to it.
  depends_on = [aws_lb_listener.https]
}

output "load_balancer" {
  description = "Names by which metrics and scaling know the load balancer and its target group."
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
  description = "The certificates whose expiry is watched."
  value       = { origin = aws_acm_certificate.origin.arn, cdn = aws_acm_certificate.cdn.arn }
}

output "cdn_networks" {
  description = "The CDN's networks: the application believes what they say of a viewer's address."
  value       = local.cdn_networks
}

output "media_key_ids" {
  description = "The ids of the media keys, by your names: CDN_KEY_ID is one of them."
  value       = { for name, key in aws_cloudfront_public_key.media : name => key.id }
}

output "dns_records" {
  description = "The records to set where the DNS is not Route 53: validation of the certificates, and both names."
  value = concat(
    values(local.validation_records),
    [
      { name = var.origin_host, type = "CNAME", value = aws_lb.this.dns_name },
      { name = var.public_host, type = "CNAME", value = aws_cloudfront_distribution.this.domain_name },
    ],
  )
}
