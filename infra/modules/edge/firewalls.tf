# Requests from the CDN's addresses are not rate-limited here: the CDN's firewall has already limited each viewer.
data "aws_ec2_managed_prefix_list" "cdn" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

locals {
  cdn_networks = sort([for entry in data.aws_ec2_managed_prefix_list.cdn.entries : entry.cidr])
}

module "cdn_firewall" {
  source    = "../firewall"
  providers = { aws = aws.us_east_1 }

  name                   = "${var.prefix}-cdn"
  scope                  = "CLOUDFRONT"
  upload_paths           = var.upload_paths
  requests_per_5_minutes = var.requests_per_5_minutes
}

# The load balancer is reachable under its own host name, so it needs its own firewall.
module "load_balancer_firewall" {
  source = "../firewall"

  name                   = "${var.prefix}-load-balancer"
  scope                  = "REGIONAL"
  upload_paths           = var.upload_paths
  requests_per_5_minutes = var.requests_per_5_minutes
  unlimited_addresses    = local.cdn_networks
}

resource "aws_wafv2_web_acl_association" "load_balancer" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = module.load_balancer_firewall.arn
}
