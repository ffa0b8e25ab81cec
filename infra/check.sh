#!/usr/bin/env bash
# Checks the Terraform code: format, validation, and tests with a mocked provider (no AWS account needed).
#   infra/check.sh [folder…]      all folders, or only the given ones, such as modules/edge
# Offline, TF_PLUGIN_DIR names a folder with the AWS provider. Without terraform or the provider, the script reports that
# it was skipped and succeeds; with REQUIRE_TERRAFORM=true it fails.
set -euo pipefail
cd "$(dirname "$0")"

skip() {
  echo "SKIPPED the Terraform checks: $1"
  [ "${REQUIRE_TERRAFORM:-false}" != true ]
  exit 0
}

command -v terraform >/dev/null || skip 'terraform is not installed.'
export TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true

if [ ! -f "${TF_CLI_CONFIG_FILE:-/dev/null}" ]; then unset TF_CLI_CONFIG_FILE; fi
terraform fmt -check -diff -recursive .

# Work in a copy, to keep providers and lock files out of the source folders.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r . "$work/infra"
cd "$work/infra"

export TF_CLI_CONFIG_FILE="$work/terraform.rc"
: >"$TF_CLI_CONFIG_FILE"

# Longest checks first, so that the parallel ones end at about the same time.
if [ $# -gt 0 ]; then folders=("$@"); else folders=(modules/edge environments/* modules/stack modules/firewall modules/service bootstrap modules/*); fi

# Find the provider. Without TF_PLUGIN_DIR, initializing one folder downloads it.
provider_folder() {
  local from=${TF_PLUGIN_DIR:-}
  if [ -z "$from" ]; then
    from=$work/infra/${folders[0]}/.terraform/providers
    (cd "${folders[0]}" && terraform init -backend=false -input=false >"$work/init.log" 2>&1) || return 1
  fi
  find -L "$from/registry.terraform.io/hashicorp/aws" -name 'terraform-provider-aws_*' -exec dirname {} \; 2>/dev/null | sort -V | tail -1
}

if ! provider=$(provider_folder) || [ -z "$provider" ]; then
  grep -qs 'Failed to query available provider packages\|Could not retrieve the list of available versions\|Failed to install provider' "$work/init.log" || [ -n "${TF_PLUGIN_DIR:-}" ] || { cat "$work/init.log"; exit 1; }
  skip 'the AWS provider can neither be downloaded nor found; set TF_PLUGIN_DIR to a folder that has it.'
fi

# With an override, Terraform doesn't copy the provider (700 MB) to each folder, nor compute its checksum on each call.
cat >"$TF_CLI_CONFIG_FILE" <<EOF
provider_installation {
  dev_overrides {
    "hashicorp/aws" = "$provider"
  }
  direct {}
}
EOF

check() {
  cd "$work/infra/$1"
  echo "── infra/$1"
  terraform get >/dev/null
  # Tests validate too, so only root modules are also validated separately.
  case $1 in modules/*) ;; *) terraform validate -no-color >/dev/null ;; esac
  terraform test -no-color
}

# Print the output of a folder in one piece when its check ends.
check_apart() {
  local folder=${1%/} log
  log=$(mktemp -p "$work")
  local status=0
  (set -euo pipefail; check "$folder") >"$log" 2>&1 || status=$?
  grep -v 'dev_overrides\|provider development overrides\|^ - hashicorp/aws in \|^$' "$log" || true
  [ "$status" -eq 0 ] || echo "$folder" >>"$work/failed"
}
export -f check check_apart
export work

printf '%s\n' "${folders[@]%/}" | awk '!seen[$0]++' | xargs -P "${CHECKS_AT_ONCE:-2}" -I{} bash -c 'check_apart {}'
[ ! -s "$work/failed" ] || { echo "FAILED: $(paste -sd' ' "$work/failed")"; exit 1; }
