# Smaller than production: one NAT gateway, no standby for database and cache, no deletion protection.
module "stack" {
  source    = "../../modules/stack"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }

  prefix    = "theta-staging"
  account   = merge(var.account, { state = { bucket = var.account.state_bucket, key = "staging.tfstate" } })
  protected = false

  size = {
    web             = { cpu = 512, memory = 1024, min = 2, max = 2 }
    multi_zone_data = false
    database_class  = "db.t4g.micro"
    # The database accepts about 80. A rollout needs 60 at most: 10 per task, for two web tasks and a worker, old and new.
    most_connections = 65
    backup_days      = 3
    monthly_budget   = 220
  }
}
