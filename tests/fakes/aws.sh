#!/usr/bin/env bash
# Replaces the AWS command line in tests of a release: appends each call to $CALLS, and keeps in $CALLS.<service> the revision
# that a service runs. FAIL selects a failure: "migration", "pull" (of the migration's image), "web" or "worker" (ECS rolls
# it back automatically), or "update" (of the worker, refused).
call="$1 $2"
echo "$*" >>"$CALLS"

value_of() {
  while [ $# -gt 1 ]; do if [ "$1" = "$name" ]; then echo "$2"; return; fi; shift; done
}
option() { local name=$1; shift; value_of "$@"; }

case $call in
  'ecs describe-task-definition')
    echo '{"family":"f","revision":7,"taskDefinitionArn":"a","containerDefinitions":[{"name":"x","image":"old:1"}]}' ;;
  'ecs register-task-definition')
    file=$(option --cli-input-json "$@")
    cat "${file#file://}" >>"$CALLS"
    echo "new-$(basename "${file%.json}")" ;;
  'ecs run-task') echo 'arn:aws:ecs:region:0:task/cluster/1' ;;
  'ecs describe-tasks')
    case ${FAIL:-} in
      migration) echo 1 ;;
      pull) printf 'None\tCannotPullContainerError: not found\n' ;;
      *) echo 0 ;;
    esac ;;
  'ecs describe-services')
    service=$(option --services "$@")
    cat "$CALLS.$service" 2>/dev/null || echo "old-$service" ;;
  'ecs update-service')
    service=$(option --service "$@")
    revision=$(option --task-definition "$@")
    [ "${FAIL:-}:$revision" = update:new-worker ] && exit 254
    [ "${FAIL:-}" = "$service" ] && revision="old-$service"
    echo "$revision" >"$CALLS.$service" ;;
esac
