# Survives the failure of a zone: each zone has its own NAT gateway, and database and cache have a standby in another zone.
module "stack" {
  source    = "../../modules/stack"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  prefix  = "theta-production"
  account = merge(var.account, { state = { bucket = var.account.state_bucket, key = "production.tfstate" } })

  size = {
    nat_per_zone   = true
    web            = { cpu = 512, memory = 1024, min = 2, max = 6 }
    monthly_budget = 650
  }
}
