mock_provider "aws" {
  source = "../../tests/mocks"
}

variables {
  prefix = "theta-test"
}

run "with_the_usual_variables" {
  command = apply

  # Keeps everything but the load balancer inside.
  assert {
    condition     = alltrue([for subnet in aws_subnet.public : subnet.map_public_ip_on_launch == false])
    error_message = "Subnets must not assign public addresses automatically."
  }

  assert {
    condition     = alltrue([for route in aws_route.to_nat : route.gateway_id == null && route.nat_gateway_id != null])
    error_message = "Private subnets must reach the internet only through NAT."
  }

  assert {
    condition     = length(setintersection([for s in aws_subnet.public : s.cidr_block], [for s in aws_subnet.private : s.cidr_block])) == 0
    error_message = "Subnets overlap."
  }

  # Opens two ports to anyone.
  assert {
    condition     = sort([for rule in aws_vpc_security_group_ingress_rule.load_balancer : tostring(rule.from_port)]) == tolist(["443", "80"])
    error_message = "Only ports 80 and 443 of the load balancer may be open."
  }

  assert {
    condition = alltrue([
      for rule in concat([aws_vpc_security_group_ingress_rule.service], values(aws_vpc_security_group_ingress_rule.from_service)) :
      rule.cidr_ipv4 == null && rule.cidr_ipv6 == null && rule.prefix_list_id == null
    ])
    error_message = "Groups behind the load balancer refer to groups, never to addresses."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.service.referenced_security_group_id == aws_security_group.load_balancer.id
    error_message = "Tasks are reached from the load balancer."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.service.from_port == 3000 && aws_vpc_security_group_ingress_rule.service.to_port == 3000
    error_message = "Tasks are reached on the container's port."
  }

  assert {
    condition     = alltrue([for rule in aws_vpc_security_group_ingress_rule.from_service : rule.referenced_security_group_id == aws_security_group.service.id])
    error_message = "Database, cache and endpoints are reached from the tasks."
  }
}

run "spreads_over_two_zones_with_one_nat" {
  command = plan

  assert {
    condition     = length(aws_subnet.private) == 2 && length(aws_nat_gateway.this) == 1 && length(aws_route.to_nat) == 2
    error_message = "Two zones share one NAT gateway."
  }

  assert {
    condition     = length(aws_vpc_endpoint.interface) == 0
    error_message = "Paid endpoints must be created only on request."
  }
}

run "spreads_over_three_zones_with_a_nat_each" {
  command = plan

  variables {
    zone_count          = 3
    nat_per_zone        = true
    interface_endpoints = ["ecr.api", "logs"]
    redirected_ports    = [3000]
  }

  assert {
    condition     = length(aws_subnet.public) == 3 && length(aws_nat_gateway.this) == 3
    error_message = "Each of three zones has its NAT gateway."
  }

  assert {
    condition     = aws_vpc_endpoint.interface["ecr.api"].service_name == "com.amazonaws.ap-south-1.ecr.api"
    error_message = "Endpoints are those of the region."
  }

  assert {
    condition     = contains(keys(aws_vpc_security_group_ingress_rule.load_balancer), "3000")
    error_message = "A redirected port is open."
  }
}

run "refuses_bad_variables" {
  command = plan

  variables {
    nat_per_zone = null

    prefix              = "Theta_1"
    cidr                = "10.0.0.0/24"
    zone_count          = 1
    interface_endpoints = ["com/amazonaws"]
    container_port      = 80
    database_port       = 70000
    redirected_ports    = [22]
  }

  expect_failures = [
    var.prefix, var.cidr, var.zone_count, var.interface_endpoints, var.container_port, var.database_port,
    var.redirected_ports,
    var.nat_per_zone,
  ]
}
