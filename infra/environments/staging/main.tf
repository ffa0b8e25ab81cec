# As production, smaller: one NAT gateway, no stand-by of the data, may be destroyed.
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
    # It takes about 80; a rollout needs 60 at most: ten a task, of two tasks and a worker, old and new.
    most_connections = 65
    backup_days      = 3
    monthly_budget   = 220
  }
}
