mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

# The firewalls have their own tests; their large schema would slow these tests down.
override_module {
  target  = module.stack.module.edge.module.cdn_firewall
  outputs = { arn = "arn:aws:wafv2:us-east-1:000000000000:global/webacl/cdn/1" }
}

override_module {
  target  = module.stack.module.edge.module.load_balancer_firewall
  outputs = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/webacl/balancer/1" }
}

variables {
  account = {
    public_host       = "theta.example.com"
    origin_host       = "api.example.com"
    zone_id           = "Z123"
    frontend_origins  = ["https://learn.example.com"]
    mail_from         = "Theta <no-reply@example.com>"
    alert_email       = "ops@example.com"
    github_repository = "someone/theta"
    state_bucket      = "theta-state-1"
    media_key         = "first"
    media_public_keys = { first = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }
}

run "plans" {
  command = plan

  assert {
    condition     = output.release.cluster == "theta-production" && output.release.services == { web = "theta-production-web", worker = "theta-production-worker" } && output.release.address == "https://theta.example.com"
    error_message = "The settings of the release workflow must be an output."
  }

  assert {
    condition     = output.release.families == { web = "theta-production-web", worker = "theta-production-worker", migration = "theta-production-migration" }
    error_message = "There are a web, a worker and a migration task."
  }

  assert {
    condition     = contains(output.to_fill.secret.members, "APP_KEY")
    error_message = "The secrets to fill in must be an output."
  }
}

run "refuses_an_incomplete_account" {
  command = plan

  variables {
    region = "mumbai"
    account = {
      public_host       = "theta.example.com"
      origin_host       = "api.example.com"
      frontend_origins  = ["https://learn.example.com"]
      mail_from         = "Theta <no-reply@example.com>"
      alert_email       = "ops@example.com"
      github_repository = "someone/theta"
      state_bucket      = ""
      media_key         = "first"
      media_public_keys = { first = "-----BEGIN PUBLIC KEY-----" }
    }
  }

  expect_failures = [var.region, var.account]
}
