# Mocked AWS values, for attributes whose format the provider validates.

mock_data "aws_region" {
  defaults = { name = "ap-south-1" }
}

mock_data "aws_caller_identity" {
  defaults = { account_id = "000000000000" }
}

mock_data "aws_partition" {
  defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
}

mock_data "aws_default_tags" {
  defaults = { tags = { project = "theta", environment = "test" } }
}

mock_data "aws_availability_zones" {
  defaults = { names = ["ap-south-1a", "ap-south-1b", "ap-south-1c"] }
}

mock_data "aws_iam_openid_connect_provider" {
  defaults = { arn = "arn:aws:iam::000000000000:oidc-provider/token.actions.githubusercontent.com" }
}

mock_data "aws_ec2_managed_prefix_list" {
  defaults = { entries = [{ cidr = "198.51.100.0/24", description = "CloudFront" }] }
}

mock_resource "aws_wafv2_web_acl" {
  defaults = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/webacl/theta/1" }
}

mock_resource "aws_wafv2_ip_set" {
  defaults = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/ipset/theta/1" }
}

mock_resource "aws_wafv2_regex_pattern_set" {
  defaults = { arn = "arn:aws:wafv2:ap-south-1:000000000000:regional/regexpatternset/theta/1" }
}

mock_resource "aws_cloudwatch_log_group" {
  defaults = { arn = "arn:aws:logs:ap-south-1:000000000000:log-group:theta" }
}

mock_resource "aws_lb" {
  defaults = {
    arn      = "arn:aws:elasticloadbalancing:ap-south-1:000000000000:loadbalancer/app/theta/1"
    dns_name = "theta.ap-south-1.elb.example.com"
  }
}

mock_resource "aws_lb_target_group" {
  defaults = { arn = "arn:aws:elasticloadbalancing:ap-south-1:000000000000:targetgroup/theta/1" }
}

mock_resource "aws_lb_listener" {
  defaults = { arn = "arn:aws:elasticloadbalancing:ap-south-1:000000000000:listener/app/theta/1/1" }
}

mock_resource "aws_acm_certificate" {
  defaults = {
    arn = "arn:aws:acm:ap-south-1:000000000000:certificate/1"
    domain_validation_options = [
      { domain_name = "api.example.com", resource_record_name = "_1.api.example.com", resource_record_type = "CNAME", resource_record_value = "_1.acm.example.com" },
      { domain_name = "theta.example.com", resource_record_name = "_2.theta.example.com", resource_record_type = "CNAME", resource_record_value = "_2.acm.example.com" },
    ]
  }
}

mock_resource "aws_acm_certificate_validation" {
  defaults = { certificate_arn = "arn:aws:acm:ap-south-1:000000000000:certificate/1" }
}

mock_resource "aws_cloudfront_distribution" {
  defaults = {
    arn         = "arn:aws:cloudfront::000000000000:distribution/E1"
    domain_name = "d1.cdn.example.com"
  }
}

mock_resource "aws_s3_bucket" {
  defaults = { arn = "arn:aws:s3:::theta" }
}

mock_resource "aws_sqs_queue" {
  defaults = { arn = "arn:aws:sqs:ap-south-1:000000000000:theta" }
}

mock_resource "aws_db_instance" {
  defaults = {
    address = "database.example.com"
    master_user_secret = [{
      kms_key_id    = ""
      secret_arn    = "arn:aws:secretsmanager:ap-south-1:000000000000:secret:rds!db-1"
      secret_status = "active"
    }]
  }
}

mock_resource "aws_ssm_parameter" {
  defaults = { arn = "arn:aws:ssm:ap-south-1:000000000000:parameter/theta" }
}

mock_resource "aws_elasticache_replication_group" {
  defaults = {
    primary_endpoint_address = "cache.example.com"
  }
}

mock_resource "aws_iam_role" {
  defaults = { arn = "arn:aws:iam::000000000000:role/theta" }
}

mock_resource "aws_ecs_cluster" {
  defaults = { arn = "arn:aws:ecs:ap-south-1:000000000000:cluster/theta" }
}

mock_resource "aws_ecs_service" {
  defaults = { id = "arn:aws:ecs:ap-south-1:000000000000:service/theta/theta" }
}

mock_resource "aws_ecs_task_definition" {
  defaults = { arn = "arn:aws:ecs:ap-south-1:000000000000:task-definition/theta:1" }
}

mock_resource "aws_secretsmanager_secret" {
  defaults = { arn = "arn:aws:secretsmanager:ap-south-1:000000000000:secret:theta" }
}

mock_resource "aws_sns_topic" {
  defaults = { arn = "arn:aws:sns:ap-south-1:000000000000:theta" }
}

mock_resource "aws_kms_key" {
  defaults = { arn = "arn:aws:kms:ap-south-1:000000000000:key/1" }
}

mock_resource "aws_ecr_repository" {
  defaults = {
    arn            = "arn:aws:ecr:ap-south-1:000000000000:repository/theta"
    repository_url = "registry.example.com/theta"
  }
}
