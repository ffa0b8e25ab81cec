#!/bin/sh
# Creates the same resources as infra/modules/storage on AWS: the uploads bucket and a queue for its events.
set -eu
bucket=theta-uploads
queue=theta-uploads

awslocal sqs create-queue --queue-name "$queue-dead-letters"
awslocal sqs create-queue --queue-name "$queue" --attributes \
  '{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:ap-south-1:000000000000:theta-uploads-dead-letters\",\"maxReceiveCount\":\"5\"}"}'
awslocal s3api create-bucket --bucket "$bucket" --create-bucket-configuration LocationConstraint=ap-south-1
awslocal s3api put-bucket-cors --bucket "$bucket" --cors-configuration \
  '{"CORSRules":[{"AllowedOrigins":["http://localhost:5173"],"AllowedMethods":["GET","HEAD","PUT","POST"],"AllowedHeaders":["*"],"ExposeHeaders":["ETag"]}]}'
awslocal s3api put-bucket-notification-configuration --bucket "$bucket" --notification-configuration \
  '{"QueueConfigurations":[{"QueueArn":"arn:aws:sqs:ap-south-1:000000000000:theta-uploads","Events":["s3:ObjectCreated:*","s3:ObjectRemoved:*"]}]}'
