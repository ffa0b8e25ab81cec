#!/usr/bin/env bash
# Runs the previous release's functional tests on a database that this commit has migrated, because its tasks use that
# schema during a rollout (docs/migrations.md). Skipped if there is no previous release.
#   DATABASE_URL=… REDIS_URL=… infra/previous_release.sh [tag]       default: the newest release before this commit
set -euo pipefail
cd "$(dirname "$0")/.."

newest_release() { git tag --list 'v*' --merged HEAD --no-contains HEAD --sort=-version:refname | grep -v -- - | head -1; }

tag=${1:-$(newest_release || true)}
if [ -z "$tag" ]; then
  echo 'SKIPPED the tests of the previous release: no release yet (no tag v* before this commit).'
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
