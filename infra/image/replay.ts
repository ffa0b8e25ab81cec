/*
 * Carries out the Dockerfile without Docker, in an empty folder, and runs what comes out as a container would: its
 * command, environment and health check, without privileges, and with no place to write to but its volumes.
 *   DATABASE_URL=… REDIS_URL=… node infra/image/replay.ts
 */
import assert from 'node:assert/strict'
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { copyBuildContext } from './build_context.ts'
import { makeVolumes, NOBODY, type Program, start } from './container.ts'
import { beginRequest, freePort, until } from './requests.ts'
import { estimatedSizeInBytes } from './size.ts'
import { type BuiltStage, buildStages } from './stages.ts'

const MOST_BYTES = 250_000_000
const MOST_MS_TO_END = 10_000

const root = resolve(import.meta.dirname, '../..')
const dockerfile = join(root, 'Dockerfile')
const { DATABASE_URL, REDIS_URL } = process.env
if (!DATABASE_URL || !REDIS_URL) {
  console.error('DATABASE_URL and REDIS_URL name a PostgreSQL and a Redis for the image to run on.')
  process.exit(1)
}

const work = mkdtempSync(join(tmpdir(), 'theta-image-'))
const node = join(work, 'node')
const programs: Program[] = []

/** What an environment's secrets and settings would say; file store and mail server are not asked at start. */
const settings: Record<string, string> = {
  DATABASE_URL,
  REDIS_URL,
  APP_KEY: 'only-for-tests-0123456789abcdefghij',
  APP_URL: 'https://theta.example.com',
  FRONTEND_URL: 'https://learn.example.com',
  HOST: '127.0.0.1',
  PORT: String(await freePort()),
  S3_BUCKET: 'uploads',
  SMTP_URL: 'smtp://127.0.0.1:1',
  RAZORPAY_KEY_ID: 'rzp_test_replay',
  RAZORPAY_KEY_SECRET: 'secret',
}

function launch(image: BuiltStage, command: string[], more: Record<string, string> = {}) {
  const program = start(image, node, command, { ...settings, ...more })
  programs.push(program)
  return program
}

async function run(image: BuiltStage, command: string[]) {
  const program = launch(image, command)
  assert.equal(await program.ended, 0, `"${command.join(' ')}" failed:\n${program.output()}`)
}

/** MongoDB: the embedded server, as a process of its own. */
async function startMongo(image: BuiltStage) {
  const mongo = launch(image, ['node', 'ace.js', 'mongo:serve', `--port=${await freePort()}`], {
    ALLOW_EMBEDDED: 'true',
  })
  settings.MONGODB_URI = await until(mongo, () => /mongodb:\S+/.exec(mongo.output())?.[0])
}

/** Node.js reads compiled code only where it is its own user's, which the folder's name tells. */
function checkCompiledCode(image: BuiltStage) {
  const folder = join(image.folder, image.workdir, '.cache/compiled')
  const own = readdirSync(folder).filter((name) =>
    name.endsWith(`-${NOBODY.uid ?? process.getuid!()}`)
  )
  assert.equal(own.length, 1, 'What a start compiles is not kept for the user who runs the image')
  const kept = readdirSync(join(folder, own[0]!)).length
  assert.ok(kept > 1_000, `Of what a start compiles the image has ${kept} files`)
}

async function checkServer(image: BuiltStage) {
  const server = launch(image, image.command)
  const startedAt = Date.now()
  await until(server, () => fetch(`http://127.0.0.1:${settings.PORT}/health`).catch(() => null))
  console.log(`/health answers after ${Date.now() - startedAt} ms`)
  await run(image, image.healthCheck)

  const request = await beginRequest(Number(settings.PORT))
  await sleep(200)
  const endedAt = Date.now()
  server.child.kill(image.stopSignal as NodeJS.Signals)
  await sleep(500)
  assert.match(
    await request.finish(),
    /^HTTP\/1.1 400 [^]*"message":/,
    'A request in flight got lost'
  )
  assert.equal(await server.ended, 0, `The server did not end in order:\n${server.output()}`)
  console.log(`ends ${Date.now() - endedAt} ms after ${image.stopSignal}`)
  assert.ok(Date.now() - endedAt < MOST_MS_TO_END, 'That is too slow')
  assert.doesNotMatch(server.output(), /Ignoring extra certs/, 'Certificates are missing')
}

try {
  const context = join(work, 'context')
  chmodSync(work, 0o755)
  copyFileSync(process.execPath, node)
  copyBuildContext(root, context)
  const image = buildStages(dockerfile, context, work).get('runtime')!
  assert.notEqual(image.user, 'root', 'The image runs as root')
  assert.deepEqual(image.ports, [Number(image.environment.PORT)], 'Another port than the one used')
  assert.match(
    readFileSync(join(image.folder, image.workdir, 'aws-databases.pem'), 'utf8'),
    /BEGIN CERTIFICATE/
  )

  checkCompiledCode(image)

  const size = estimatedSizeInBytes(dockerfile, image.folder)
  console.log(`the image has about ${Math.round(size / 1e6)} MB, compressed`)
  assert.ok(size < MOST_BYTES, `That is more than ${MOST_BYTES / 1e6} MB`)

  makeVolumes(image)
  await startMongo(image)
  await run(image, ['node', 'ace.js', 'migration:run', '--force'])
  await checkServer(image)
} finally {
  for (const { child, ended } of programs) {
    child.kill('SIGKILL')
    await ended
  }
  rmSync(work, { recursive: true, force: true })
}
