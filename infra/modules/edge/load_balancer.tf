resource "aws_lb" "this" {
  name               = var.prefix
  load_balancer_type = "application"
  internal           = false
  ip_address_type    = "ipv4"
  subnets            = var.public_subnet_ids
  security_groups    = [var.security_group_id]

  # Longer than the pauses of an event stream; the application itself ends stalled uploads. The application's keep-alive
  # timeout is longer (140 seconds), so that it never closes a connection that the load balancer is about to reuse.
  idle_timeout               = 130
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection

  access_logs {
    bucket  = var.log_bucket
    prefix  = "load-balancer"
    enabled = true
  }
}

resource "aws_lb_target_group" "web" {
  name                 = "${var.prefix}-web"
  target_type          = "ip"
  protocol             = "HTTP"
  port                 = var.container_port
  vpc_id               = var.vpc_id
  deregistration_delay = var.drain_seconds

  # Not /health/ready: ECS stops tasks that fail this check, so an outage of a shared dependency would stop all tasks. ECS
  # deregisters a stopping task before SIGTERM; the application still serves requests for a few seconds, because some may
  # arrive late.
  health_check {
    path                = "/health"
    matcher             = "200"
    interval            = 30
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTPS"
  port              = 443
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = local.origin_certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

# Path and query are kept by default.
resource "aws_lb_listener" "redirect" {
  for_each = toset([for port in setunion([80], var.redirected_ports) : tostring(port)])

  load_balancer_arn = aws_lb.this.arn
  protocol          = "HTTP"
  port              = tonumber(each.key)

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
