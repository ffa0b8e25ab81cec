#!/usr/bin/env bash
# Deploys an image: runs the migrations, updates the web and worker services, and waits until both are stable. If either
# does not become stable, rolls both back to their previous revisions and fails.
#   TARGET='{"cluster": …}' infra/release/deploy.sh registry/theta:1.2.3
# TARGET is Terraform's output "release". Migrations only add (expand now, contract in a later release), so that the
# previous revisions work on the new schema.
set -euo pipefail
image=$1
of() { jq -er "$1" <<<"$TARGET"; }
cluster=$(of .cluster)

# Registers a copy of a program's newest revision with the new image.
revision_of() {
  aws ecs describe-task-definition --task-definition "$(of ".families.$1")" --query taskDefinition --output json |
    jq --arg image "$image" '.containerDefinitions[0].image = $image | del(.taskDefinitionArn, .revision, .status,
      .requiresAttributes, .compatibilities, .registeredAt, .registeredBy, .deregisteredAt)' >"$work/$1.json"
  aws ecs register-task-definition --cli-input-json "file://$work/$1.json" \
    --query taskDefinition.taskDefinitionArn --output text
}

running() {
  aws ecs describe-services --cluster "$cluster" --services "$(of ".services.$1")" \
    --query 'services[0].taskDefinition' --output text
}

move() {
  aws ecs update-service --cluster "$cluster" --service "$(of ".services.$1")" --task-definition "$2" \
    --query service.serviceName --output text
}

roll_out() {
  local name
  for name in web worker; do move "$name" "${meant[$name]}" || return 1; done
  settled
}

# Waits up to 20 minutes, then checks the revision: a service that the circuit breaker rolled back is stable, too.
settled() {
  local name
  for name in web worker; do
    aws ecs wait services-stable --cluster "$cluster" --services "$(of ".services.$name")" ||
      aws ecs wait services-stable --cluster "$cluster" --services "$(of ".services.$name")" || return 1
    [ "$(running "$name")" = "${meant[$name]}" ] || { echo "$name was rolled back by ECS"; return 1; }
  done
}

migrate() {
  local network task code reason
  network=$(jq -c '{awsvpcConfiguration: {subnets: .network.subnets, securityGroups: .network.security_groups, assignPublicIp: "DISABLED"}}' <<<"$TARGET")
  task=$(aws ecs run-task --cluster "$cluster" --launch-type FARGATE --task-definition "$1" \
    --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
  [[ $task == arn:* ]] || { echo 'The migration could not be started'; return 1; }
  # 30 minutes in total: creating an index on a large table takes long.
  for _ in 1 2 3; do aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task" && break; done
  aws logs get-log-events --log-group-name "$(of .logs)" --log-stream-name "ecs/migration/${task##*/}" \
    --query 'events[].message' --output text || true
  read -r code reason < <(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" \
    --query 'tasks[0].[containers[0].exitCode, stoppedReason]' --output text)
  case $code in
    0) ;;
    None) echo "The migration did not begin, or still runs: ${reason:-None}"; return 1 ;;
    *) echo "The migration ended with $code"; return 1 ;;
  esac
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo "── migrate with $image"
migrate "$(revision_of migration)"

declare -A before meant
for name in web worker; do
  before[$name]=$(running "$name")
  meant[$name]=$(revision_of "$name")
done

echo '── roll out'
if roll_out; then
  echo "── $image is in service"
  exit
fi

echo "::error::$image did not become stable: rolling back to the previous revisions"
for name in web worker; do meant[$name]=${before[$name]}; done
roll_out || echo '::error::The previous revisions are not stable either: see the runbook "roll back"'
exit 1
