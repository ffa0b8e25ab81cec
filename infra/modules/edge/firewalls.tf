# Requests through the CDN come from its addresses; the CDN's own firewall has counted them by the viewers'.
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

# The load balancer answers to its own name as well, so it is guarded by itself.
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
