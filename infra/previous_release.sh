#!/usr/bin/env bash
# Runs the functional tests of the previous release on a database that this commit has migrated: during a rollout its
# tasks work there (docs/migrations.md). Does nothing, and says so, while nothing was released.
#   DATABASE_URL=… REDIS_URL=… infra/previous_release.sh [tag]       the newest release ahead of this commit, unless named
set -euo pipefail
cd "$(dirname "$0")/.."

newest_release() { git tag --list 'v*' --merged HEAD --no-contains HEAD --sort=-version:refname | grep -v -- - | head -1; }

tag=${1:-$(newest_release || true)}
if [ -z "$tag" ]; then
  echo 'SKIPPED the tests of the previous release: nothing was released yet (there is no tag v* ahead of this commit).'
  exit
fi
: "${DATABASE_URL:?names a PostgreSQL for the tests of the previous release}"

work=$(mktemp -d)
trap 'git worktree remove --force "$work/release" 2>/dev/null || true; rm -rf "$work"' EXIT
git worktree add --detach "$work/release" "$tag" >/dev/null

echo "── migrations of this commit"
NODE_ENV=test node ace migration:run --force
echo "── functional tests of $tag"
cd "$work/release"
npm ci --no-audit --no-fund --prefer-offline
PATH="$PWD/node_modules/.bin:$PATH"
NODE_ENV=test node ace test functional
