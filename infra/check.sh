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
if [ ! -f "${TF_CLI_CONFIG_FILE:-/dev/null}" ]; then unset TF_CLI_CONFIG_FILE; fi
export TF_IN_AUTOMATION=true CHECKPOINT_DISABLE=true

terraform fmt -check -diff -recursive .

# In a copy, so that no provider and no lock file lands among the sources.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r . "$work/infra"
cd "$work/infra"

if [ $# -gt 0 ]; then folders=("$@"); else folders=(bootstrap modules/*/ environments/*/); fi
from=()
[ -z "${TF_PLUGIN_DIR:-}" ] || from=("-plugin-dir=$TF_PLUGIN_DIR")

initialize() { (cd "$1" && terraform init -backend=false -input=false "${from[@]}" >"$work/init.log" 2>&1); }

if ! initialize "${folders[0]}"; then
  grep -q 'Failed to query available provider packages\|Could not retrieve the list of available versions\|Failed to install provider' "$work/init.log" || { cat "$work/init.log"; exit 1; }
  skip 'the AWS provider can neither be downloaded nor found; set TF_PLUGIN_DIR to a folder that has it.'
fi

check() {
  initialize "$1" || { cat "$work/init.log"; return 1; }
  # A test validates as well: by itself that is worth its time only for what is applied as it is.
  case $1 in modules/*) ;; *) (cd "$1" && terraform validate -no-color) || return 1 ;; esac
  (cd "$1" && terraform test -no-color)
}

failed=()
for folder in "${folders[@]}"; do
  echo "── infra/${folder%/}"
  check "${folder%/}" || failed+=("${folder%/}")
done
[ ${#failed[@]} -eq 0 ] || { echo "FAILED: ${failed[*]}"; exit 1; }
