data "aws_cloudfront_cache_policy" "off" {
  name = "Managed-CachingDisabled"
}

data "aws_cloudfront_cache_policy" "on" {
  name = "Managed-CachingOptimized"
}

data "aws_cloudfront_origin_request_policy" "everything" {
  name = "Managed-AllViewer"
}

locals {
  application = "application"
  uploads     = "uploads"
  everything  = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]

  # The first matching pattern applies: covers are public, all other uploads need a signed URL.
  files = concat(
    [for extension in sort(var.cover_extensions) : { path = "/uploads/*.${extension}", signed = false }],
    [{ path = "/uploads/*", signed = true }],
  )
}

resource "aws_cloudfront_distribution" "this" {
  enabled         = true
  comment         = var.prefix
  aliases         = [var.public_host]
  http_version    = "http2and3"
  is_ipv6_enabled = true
  # Edge locations in North America, Europe and Asia, including India.
  price_class = "PriceClass_200"
  web_acl_id  = module.cdn_firewall.arn

  viewer_certificate {
    acm_certificate_arn      = local.cdn_certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }

  origin {
    origin_id   = local.application
    domain_name = var.origin_host

    custom_origin_config {
      http_port                = 80
      https_port               = 443
      origin_protocol_policy   = "https-only"
      origin_ssl_protocols     = ["TLSv1.2"]
      origin_keepalive_timeout = 60
      origin_read_timeout      = 60
    }
  }

  origin {
    origin_id                = local.uploads
    domain_name              = var.uploads_bucket.domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.uploads.id
  }

  default_cache_behavior {
    target_origin_id         = local.application
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = local.everything
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = data.aws_cloudfront_cache_policy.off.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.everything.id
  }

  # Built assets with content hashes in their names.
  ordered_cache_behavior {
    path_pattern             = "/assets/*"
    target_origin_id         = local.application
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD"]
    cached_methods           = ["GET", "HEAD"]
    compress                 = true
    cache_policy_id          = data.aws_cloudfront_cache_policy.on.id
    origin_request_policy_id = data.aws_cloudfront_origin_request_policy.everything.id
  }

  # The Origin header is not forwarded to S3: S3 would allow only that origin, and the cache would return this response to
  # pages of other origins. The CDN allows all origins; private files need a signed URL.
  dynamic "ordered_cache_behavior" {
    for_each = local.files

    content {
      path_pattern               = ordered_cache_behavior.value.path
      target_origin_id           = local.uploads
      viewer_protocol_policy     = "redirect-to-https"
      allowed_methods            = ["GET", "HEAD"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = data.aws_cloudfront_cache_policy.on.id
      response_headers_policy_id = aws_cloudfront_response_headers_policy.files.id
      trusted_key_groups         = ordered_cache_behavior.value.signed ? [aws_cloudfront_key_group.media.id] : null
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
}

# The same headers as the application's own file responses (app/media/file_answer.ts): any page may embed a file, and
# browsers never run it as a page of this origin. No cache headers, because CloudFront adds these to errors, too.
resource "aws_cloudfront_response_headers_policy" "files" {
  name = "${var.prefix}-files"

  cors_config {
    origin_override                  = true
    access_control_allow_credentials = false

    access_control_allow_origins {
      items = ["*"]
    }

    access_control_allow_methods {
      items = ["GET", "HEAD"]
    }

    access_control_allow_headers {
      items = ["*"]
    }
  }

  security_headers_config {
    content_type_options {
      override = true
    }

    content_security_policy {
      content_security_policy = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
      override                = true
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      override                   = true
    }
  }

  custom_headers_config {
    items {
      header   = "cross-origin-resource-policy"
      value    = "cross-origin"
      override = true
    }
  }
}

resource "aws_cloudfront_origin_access_control" "uploads" {
  name                              = "${var.prefix}-uploads"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_public_key" "media" {
  for_each = var.media_public_keys

  name        = "${var.prefix}-media-${each.key}"
  encoded_key = each.value

  # Updates the group before a key is deleted: CloudFront refuses to delete a key in use.
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudfront_key_group" "media" {
  name  = "${var.prefix}-media"
  items = [for key in aws_cloudfront_public_key.media : key.id]
}

# Allows only this distribution to read the bucket.
resource "aws_s3_bucket_policy" "uploads" {
  bucket = var.uploads_bucket.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "TheCdnReads"
        Effect    = "Allow"
        Principal = { Service = "cloudfront.amazonaws.com" }
        Action    = ["s3:GetObject"]
        Resource  = ["${var.uploads_bucket.arn}/uploads/*"]
        Condition = { StringEquals = { "AWS:SourceArn" = aws_cloudfront_distribution.this.arn } }
      },
      {
        Sid       = "NothingWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket"]
        Resource  = [var.uploads_bucket.arn, "${var.uploads_bucket.arn}/*"]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      },
    ]
  })
}
