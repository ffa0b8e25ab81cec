locals {
  has_zone = var.zone_id != ""

  # A certificate is used once it is validated: with a DNS elsewhere, apply waits until someone has set the records.
  origin_certificate_arn = aws_acm_certificate_validation.origin.certificate_arn
  cdn_certificate_arn    = aws_acm_certificate_validation.cdn.certificate_arn

  # One record a name serves the certificates of both regions.
  validation_options = aws_acm_certificate.origin.domain_validation_options
  validation_records = {
    for option in local.validation_options : option.domain_name => {
      name  = option.resource_record_name
      type  = option.resource_record_type
      value = option.resource_record_value
    }
  }
}

# The CDN passes the public name on to the load balancer, so that the application sees it: both names are the origin's.
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
