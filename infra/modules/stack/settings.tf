# Environment variables of the application (start/env.ts), except secrets.
locals {
  settings = merge(
    {
      # Members needs settings of its own, see docs/settings.md.
      SYSTEMS      = "theta"
      APP_URL      = "https://${var.account.public_host}"
      FRONTEND_URL = join(",", var.account.frontend_origins)
      MAIL_FROM    = var.account.mail_from
      LOG_LEVEL    = "info"
      AWS_REGION   = data.aws_region.current.name
      S3_BUCKET    = module.storage.uploads_bucket.name
      CDN_KEY_ID   = module.edge.media_key_ids[var.account.media_key]
      # Trust the CDN and the load balancer, which is inside the network, to report the viewer's IP address.
      TRUSTED_PROXIES = join(",", concat(["loopback", module.network.cidr], module.edge.cdn_networks))
    },
    length(var.account.admission_origins) > 0 ? { ADMISSIONS_ORIGINS = join(",", var.account.admission_origins) } : {},
  )
}
