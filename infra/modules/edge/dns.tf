locals {
  aliases = {
    (var.origin_host) = { name = aws_lb.this.dns_name, zone_id = aws_lb.this.zone_id, checked = true }
    # Route 53 can't evaluate the health of a CloudFront distribution.
    (var.public_host) = { name = aws_cloudfront_distribution.this.domain_name, zone_id = aws_cloudfront_distribution.this.hosted_zone_id, checked = false }
  }
}

resource "aws_route53_record" "alias" {
  for_each = local.has_zone ? toset([var.origin_host, var.public_host]) : toset([])

  zone_id = var.zone_id
  name    = each.key
  type    = "A"

  alias {
    name                   = local.aliases[each.key].name
    zone_id                = local.aliases[each.key].zone_id
    evaluate_target_health = local.aliases[each.key].checked
  }
}

# Only the CDN supports IPv6.
resource "aws_route53_record" "alias_ipv6" {
  count = local.has_zone ? 1 : 0

  zone_id = var.zone_id
  name    = var.public_host
  type    = "AAAA"

  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}
