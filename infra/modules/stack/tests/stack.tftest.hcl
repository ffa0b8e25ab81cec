mock_provider "aws" {
  source = "../../tests/mocks"
}

mock_provider "aws" {
  alias  = "us_east_1"
  source = "../../tests/mocks"
}

# The firewalls have their own tests; their large schema would slow these tests down.
override_module {
  target  = module.edge.module.cdn_firewall
  outputs = { arn = "arn:aws:wafv2:us-east-1:000000000000:global/webacl/cdn/1" }
}

override_module {
  target  = module.edge.module.load_balancer_firewall
  outputs = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/webacl/balancer/1" }
}

variables {
  prefix = "theta-test"
  size   = { monthly_budget = 100 }

  account = {
    public_host       = "theta.example.com"
    origin_host       = "api.example.com"
    frontend_origins  = ["https://learn.example.com"]
    mail_from         = "Theta <no-reply@example.com>"
    alert_email       = "ops@example.com"
    github_repository = "someone/theta"
    state             = { bucket = "theta-state-1", key = "test.tfstate" }
    media_key         = "first"
    media_public_keys = { first = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n" }
  }
}

run "fits_together" {
  command = apply

  assert {
    condition     = local.settings.APP_URL == "https://theta.example.com" && local.settings.FRONTEND_URL == "https://learn.example.com"
    error_message = "The application must receive its URLs."
  }

  assert {
    condition     = strcontains(local.settings.TRUSTED_PROXIES, "198.51.100.0/24")
    error_message = "The application must trust the CDN as a proxy."
  }

  assert {
    condition     = length(output.dns_records) == 4
    error_message = "Without a zone the records must be an output."
  }

  # The deploy role builds the names of the resources it may change from the prefix.
  assert {
    condition     = output.release.services == { web = "theta-test-web", worker = "theta-test-worker" } && output.release.families.migration == "theta-test-migration" && output.release.logs == "/ecs/theta-test-migration"
    error_message = "Names begin with the prefix."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    protected                = null
    inject_database_password = null
    upload_events_are_read   = null

    prefix           = "Theta"
    container_port   = 80
    redirected_ports = [80]
    first_image_tag  = "v1"
    size             = { monthly_budget = 0, database_class = "db.t4g.micro" }

    account = {
      public_host       = "theta.example.com"
      origin_host       = "api.example.com"
      frontend_origins  = []
      mail_from         = "Theta"
      alert_email       = "ops"
      github_repository = "someone/theta"
      state             = { bucket = "theta-state-1", key = "test.tfstate" }
      media_key         = "second"
      media_public_keys = { first = "-----BEGIN PUBLIC KEY-----" }
    }
  }

  expect_failures = [var.prefix, var.container_port, var.redirected_ports, var.first_image_tag, var.size, var.account, var.protected, var.inject_database_password, var.upload_events_are_read]
}
