# Each group allows traffic from the previous one, by group id and not by IP address:
# anyone → load balancer → tasks → database, cache, endpoints.

resource "aws_security_group" "load_balancer" {
  name        = "${var.prefix}-load-balancer"
  description = "HTTP and HTTPS from anywhere"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  for_each = toset([for port in setunion([80, 443], var.redirected_ports) : tostring(port)])

  security_group_id = aws_security_group.load_balancer.id
  description       = each.key == "443" ? "HTTPS" : "HTTP, which is redirected to HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = tonumber(each.key)
  to_port           = tonumber(each.key)
}

resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "Anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_security_group" "service" {
  name        = "${var.prefix}-service"
  description = "The application's tasks, reached from the load balancer alone"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "service" {
  security_group_id            = aws_security_group.service.id
  description                  = "The application, from the load balancer"
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = var.container_port
  to_port                      = var.container_port
}

resource "aws_vpc_security_group_egress_rule" "service" {
  security_group_id = aws_security_group.service.id
  description       = "Anywhere: payments, mails, MongoDB Atlas"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_security_group" "database" {
  name        = "${var.prefix}-database"
  description = "The SQL database, reached from the tasks alone"
  vpc_id      = aws_vpc.this.id
}

resource "aws_security_group" "cache" {
  name        = "${var.prefix}-cache"
  description = "The cache, reached from the tasks alone"
  vpc_id      = aws_vpc.this.id
}

resource "aws_security_group" "endpoints" {
  name        = "${var.prefix}-endpoints"
  description = "AWS services, reached from the tasks alone"
  vpc_id      = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "from_service" {
  for_each = {
    database  = { group = aws_security_group.database.id, port = var.database_port }
    cache     = { group = aws_security_group.cache.id, port = 6379 }
    endpoints = { group = aws_security_group.endpoints.id, port = 443 }
  }

  security_group_id            = each.value.group
  description                  = "From the tasks"
  referenced_security_group_id = aws_security_group.service.id
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
}
