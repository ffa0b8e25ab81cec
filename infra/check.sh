#!/usr/bin/env bash
# Checks the Terraform: format, validity, and tests with a mocked provider, which reach no account.
#   infra/check.sh [folder…]      all of them, or the folders that are named, such as modules/edge
# TF_PLUGIN_DIR names a folder with the AWS provider, where it can't be downloaded. Without terraform, or without
# the provider, it says that it was skipped and succeeds; REQUIRE_TERRAFORM=true makes that a failure.
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

# In a copy, so that no provider and no lock file lands among the sources.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r . "$work/infra"
cd "$work/infra"

export TF_CLI_CONFIG_FILE="$work/terraform.rc"
: >"$TF_CLI_CONFIG_FILE"

# The longest ones first: two at a time, they end together.
if [ $# -gt 0 ]; then folders=("$@"); else folders=(modules/edge environments/* modules/stack modules/firewall modules/service bootstrap modules/*); fi

# Where the provider is. Without TF_PLUGIN_DIR one folder is initialized, which downloads it.
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

# By that, Terraform neither copies the provider's 700 MB for each folder nor reads all of them for a checksum at each call.
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
  # A test validates as well: by itself that is worth its time only for what is applied as it is.
  case $1 in modules/*) ;; *) terraform validate -no-color >/dev/null ;; esac
  terraform test -no-color
}

# What is said of a folder is said at once, when it is known.
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
