/*
 * `npm run setup`: prepares a clone for `npm run dev`. Idempotent. Plain JavaScript, since it
 * installs the Node.js version and packages that TypeScript needs.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const file = (/** @type {string} */ name) => join(root, name)
const packagedNode = file('node_modules/node/bin/node')

/** Runs a command; if it fails, the setup exits. */
function run(/** @type {string} */ command, /** @type {string[]} */ ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status === 0) return
  console.error(
    `Setup stopped: ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}.`
  )
  process.exit(status ?? 1)
}

/** Compares the lock file with npm's record of installed packages. */
function isInstalled() {
  const installed = file('node_modules/.package-lock.json')
  if (!existsSync(installed) || !existsSync(packagedNode)) return false
  const packagesOf = (/** @type {string} */ lock) => JSON.parse(readFileSync(lock, 'utf8')).packages
  const present = packagesOf(installed)
  return Object.entries(packagesOf(file('package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] ? present[path].version === version : optional)
  )
}

/** Creates `.env` from the example, and generates a key if there is none. */
function writeSettings() {
  const env = file('.env')
  const current = readFileSync(existsSync(env) ? env : file('.env.example'), 'utf8')
  const key = randomBytes(32).toString('base64url')
  const wanted = current.replace(/^APP_KEY=[ \t]*$/m, `APP_KEY=${key}`)
  if (existsSync(env) && wanted === current) return '.env is in place'
  writeFileSync(env, wanted, { mode: 0o600 })
  return '.env has a new APP_KEY'
}

if (isInstalled()) console.log('✔ Dependencies are installed')
else run('npm', 'ci', '--no-audit', '--no-fund')

console.log(`✔ ${writeSettings()}`)
run(packagedNode, 'ace.js', 'migration:run')
run(packagedNode, 'ace.js', 'demo:seed')
console.log('✔ Databases are migrated and have the demo data')

if (existsSync(file('.git'))) {
  run('git', 'config', 'core.hooksPath', '.githooks')
  console.log('✔ Git checks each commit (.githooks)')
}

console.log(`
Ready. Start the application with:  npm run dev

  Dashboard       http://localhost:3333/admin
  Administrator   admin@theta.example     learn-with-theta
  Learner         learner@theta.example   learn-with-theta
`)
