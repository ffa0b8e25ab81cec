locals {
  has_zone = var.zone_id != ""

  # Waits for validation. If Route 53 does not host the DNS, apply waits until the records are created manually.
  origin_certificate_arn = aws_acm_certificate_validation.origin.certificate_arn
  cdn_certificate_arn    = aws_acm_certificate_validation.cdn.certificate_arn

  # Certificates of both regions share one validation record per name.
  validation_options = aws_acm_certificate.origin.domain_validation_options
  validation_records = {
    for option in local.validation_options : option.domain_name => {
      name  = option.resource_record_name
      type  = option.resource_record_type
      value = option.resource_record_value
    }
  }
}

# The CDN forwards the public host name to the application, so the load balancer's certificate covers both names.
resource "aws_acm_certificate" "origin" {
  domain_name               = var.origin_host
  subject_alternative_names = [var.public_host]
  validation_method         = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "cdn" {
  provider = aws.us_east_1

  domain_name       = var.public_host
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  for_each = local.has_zone ? toset([var.origin_host, var.public_host]) : toset([])

  zone_id         = var.zone_id
  name            = local.validation_records[each.key].name
  type            = local.validation_records[each.key].type
  records         = [local.validation_records[each.key].value]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "origin" {
  certificate_arn         = aws_acm_certificate.origin.arn
  validation_record_fqdns = local.has_zone ? [for record in aws_route53_record.validation : record.fqdn] : null

  timeouts {
    create = "60m"
  }
}

resource "aws_acm_certificate_validation" "cdn" {
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.cdn.arn
  validation_record_fqdns = local.has_zone ? [aws_route53_record.validation[var.public_host].fqdn] : null

  timeouts {
    create = "60m"
  }
}
