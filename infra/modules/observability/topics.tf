# Alarms need a topic in their own region; the CDN's metrics and alarms are in us-east-1.
module "alerts" {
  source = "../alert_topic"

  name  = "${var.prefix}-alerts"
  email = var.alert_email
}

module "alerts_us_east_1" {
  source    = "../alert_topic"
  providers = { aws = aws.us_east_1 }

  name  = "${var.prefix}-cdn-alerts"
  email = var.alert_email
}
