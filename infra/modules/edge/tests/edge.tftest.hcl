mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

# The firewalls have their own tests; their large schema would slow these tests down.
override_module {
  target  = module.cdn_firewall
  outputs = { arn = "arn:aws:wafv2:us-east-1:000000000000:global/webacl/cdn/1" }
}

override_module {
  target  = module.load_balancer_firewall
  outputs = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/webacl/balancer/1" }
}

variables {
  prefix            = "theta-test"
  public_host       = "theta.example.com"
  origin_host       = "api.example.com"
  zone_id           = "Z123"
  vpc_id            = "vpc-1"
  public_subnet_ids = ["subnet-1", "subnet-2"]
  security_group_id = "sg-1"
  log_bucket        = "theta-test-logs"
  uploads_bucket    = { name = "theta-test-uploads", arn = "arn:aws:s3:::theta-test-uploads", domain_name = "theta-test-uploads.s3.example.com" }
  media_public_keys = { first = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
}

run "with_the_usual_variables" {
  command = apply

  # Speaks https only.
  assert {
    condition     = aws_lb_listener.https.protocol == "HTTPS" && aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "The load balancer must forward only HTTPS, with TLS 1.2 or newer."
  }

  assert {
    condition     = alltrue([for listener in aws_lb_listener.redirect : listener.default_action[0].type == "redirect" && listener.default_action[0].redirect[0].protocol == "HTTPS" && listener.default_action[0].redirect[0].status_code == "HTTP_301"])
    error_message = "HTTP must be redirected permanently."
  }

  assert {
    condition     = alltrue([for behavior in concat(aws_cloudfront_distribution.this.default_cache_behavior, aws_cloudfront_distribution.this.ordered_cache_behavior) : behavior.viewer_protocol_policy == "redirect-to-https"])
    error_message = "The CDN redirects plain HTTP."
  }

  assert {
    condition     = one([for origin in aws_cloudfront_distribution.this.origin : origin.custom_origin_config[0].origin_protocol_policy if length(origin.custom_origin_config) > 0]) == "https-only"
    error_message = "The CDN reaches the load balancer by HTTPS."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.viewer_certificate[0].minimum_protocol_version == "TLSv1.2_2021"
    error_message = "The CDN speaks TLS 1.2 or newer."
  }

  # Caches covers and signs lectures.
  assert {
    condition     = aws_cloudfront_distribution.this.default_cache_behavior[0].cache_policy_id == data.aws_cloudfront_cache_policy.off.id
    error_message = "The API is not cached."
  }

  assert {
    condition     = toset([for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : behavior.path_pattern if behavior.trusted_key_groups == null]) == toset(["/assets/*", "/uploads/*.png", "/uploads/*.jpg", "/uploads/*.webp", "/uploads/*.avif", "/uploads/*.gif"])
    error_message = "Only covers and built assets may be public."
  }

  assert {
    condition     = one([for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : behavior.trusted_key_groups if behavior.path_pattern == "/uploads/*"]) == tolist([aws_cloudfront_key_group.media.id])
    error_message = "All other uploads must need a signed URL."
  }

  assert {
    condition     = aws_cloudfront_distribution.this.ordered_cache_behavior[length(aws_cloudfront_distribution.this.ordered_cache_behavior) - 1].path_pattern == "/uploads/*"
    error_message = "The pattern for all uploads must come last, because the first match applies."
  }

  assert {
    condition     = alltrue([for behavior in aws_cloudfront_distribution.this.ordered_cache_behavior : behavior.origin_request_policy_id == null if behavior.target_origin_id == local.uploads])
    error_message = "Responses of S3 must not depend on the origin, because they are cached for all pages."
  }

  assert {
    condition     = endswith(aws_cloudfront_response_headers_policy.files.security_headers_config[0].content_security_policy[0].content_security_policy, "sandbox") && aws_cloudfront_response_headers_policy.files.security_headers_config[0].content_type_options[0].override
    error_message = "Browsers must not run an upload as a page."
  }

  assert {
    condition     = jsondecode(aws_s3_bucket_policy.uploads.policy).Statement[0].Condition.StringEquals["AWS:SourceArn"] == aws_cloudfront_distribution.this.arn
    error_message = "Only this distribution reads the bucket."
  }

  assert {
    condition     = alltrue([for statement in jsondecode(aws_s3_bucket_policy.uploads.policy).Statement : statement.Effect == "Deny" || statement.Principal != "*"])
    error_message = "The bucket policy must not allow other principals."
  }

  assert {
    condition     = alltrue(flatten([for statement in jsondecode(aws_s3_bucket_policy.uploads.policy).Statement : [for action in statement.Action : !endswith(action, "*")]]))
    error_message = "Policies must name their actions, without wildcards."
  }

  # Is guarded and logged.
  assert {
    condition     = endswith(aws_cloudfront_distribution.this.web_acl_id, "/cdn/1") && endswith(aws_wafv2_web_acl_association.load_balancer.web_acl_arn, "/balancer/1")
    error_message = "CDN and load balancer must have a firewall each."
  }

  assert {
    condition     = aws_lb.this.access_logs[0].enabled && aws_lb.this.drop_invalid_header_fields && aws_lb.this.enable_deletion_protection
    error_message = "The load balancer logs, drops bad headers and is protected."
  }

  assert {
    condition     = aws_lb_target_group.web.deregistration_delay == "25" && aws_lb_target_group.web.health_check[0].path == "/health" && aws_lb_target_group.web.target_type == "ip"
    error_message = "Targets must be checked at /health and drained within the shutdown timeout."
  }

  # Sets the records in its zone.
  assert {
    condition     = aws_route53_record.alias["api.example.com"].alias[0].evaluate_target_health && aws_route53_record.alias["api.example.com"].alias[0].name == aws_lb.this.dns_name
    error_message = "The origin's name is an alias of the load balancer, with its health."
  }

  assert {
    condition     = length(aws_route53_record.validation) == 2
    error_message = "Each name is validated."
  }
}

run "tells_the_records_to_set_elsewhere" {
  command = apply

  variables {
    zone_id          = ""
    redirected_ports = [3000]
  }

  assert {
    condition     = length(aws_route53_record.alias) + length(aws_route53_record.validation) + length(aws_route53_record.alias_ipv6) == 0
    error_message = "Without a zone no record must be created."
  }

  assert {
    condition     = length(output.dns_records) == 4
    error_message = "Two records validate, two point to the load balancer and the CDN."
  }

  assert {
    condition     = toset(keys(aws_lb_listener.redirect)) == toset(["3000", "80"])
    error_message = "The additional port must be redirected."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    deletion_protection = null

    prefix                 = "T"
    origin_host            = "api"
    zone_id                = "example.com"
    public_subnet_ids      = ["subnet-1"]
    container_port         = 80
    redirected_ports       = [80]
    drain_seconds          = 300
    media_public_keys      = { first = "-----BEGIN PRIVATE KEY-----" }
    cover_extensions       = [".png"]
    upload_paths           = []
    requests_per_5_minutes = 1
  }

  expect_failures = [
    var.prefix, var.origin_host, var.zone_id, var.public_subnet_ids, var.container_port,
    var.redirected_ports, var.drain_seconds, var.media_public_keys, var.cover_extensions, var.upload_paths,
    var.requests_per_5_minutes,
    var.deletion_protection,
  ]
}

run "refuses_an_address_for_a_name" {
  command = plan

  variables {
    public_host = "https://theta.example.com"
  }

  expect_failures = [var.public_host]
}

run "refuses_one_name_for_both" {
  command = plan

  variables {
    origin_host = "theta.example.com"
  }

  expect_failures = [var.origin_host]
}
