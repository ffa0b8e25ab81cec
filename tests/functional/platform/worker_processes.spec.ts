import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { DateTime } from 'luxon'
import { test } from '@japa/runner'
import { freePort } from '../../../bin/free_port.js'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import RecurringJob from '#app/platform/jobs/recurring_job'
import WorkerRow from '#app/platform/jobs/worker_row'
import OutboxRow from '#app/platform/outbox/outbox_row'
import { addToOutbox, sendToOutbox } from '#tests/helpers/jobs'
import { mails } from '#tests/helpers/mailbox'
import { startMailServer } from '#tests/helpers/mail_server'
import { ACE, type AppProcess, aTemporaryFolder, start, until } from '#tests/helpers/processes'
import { emptyStores, makeJobsDue } from '#tests/helpers/stores'
import { aWayTo } from '#tests/helpers/way'

const CHANNEL = 'theta:jobs:due'

const mailTo = (name: string) =>
  new ActivationCodeIssued({
    name,
    email: `${name}@theta.example`,
    code: '424242',
    expiresAt: '2100-01-01T00:00:00.000Z',
  })

/** Starts a worker process on the tests' database, and waits until it is ready. */
async function aWorkerProcess({
  environment = {},
  args = [],
}: { environment?: Record<string, string>; args?: string[] } = {}): Promise<AppProcess> {
  const worker = start([ACE, 'jobs:work', ...args], { ...process.env, ...environment })
  await until(() => WorkerRow.findBy('pid', worker.child.pid), worker)
  return worker
}

async function untilOutboxIsEmpty(worker: AppProcess) {
  await until(async () => {
    const rows = await OutboxRow.all()
    return rows.length === 0
  }, worker)
}

/** The recipients of the sent mails, once for each mail, sorted. */
async function recipients(): Promise<string[]> {
  const sources = await mails()
  return sources.map((source) => /^To: .*?(\w+)@theta\.example/m.exec(source)![1]).sort()
}

test.group('A worker process', (group) => {
  group.tap((one) => one.timeout(180_000).tags(['@slow']))
  group.each.setup(emptyStores)

  test('shares jobs with other processes, and runs each once', async ({ assert, cleanup }) => {
    const names = Array.from({ length: 40 }, (_, index) => `person${index}`)
    const workers = await Promise.all([aWorkerProcess(), aWorkerProcess()])
    cleanup(() => Promise.all(workers.map((worker) => worker.stop())).then(() => {}))

    for (const name of names) await sendToOutbox(mailTo(name))
    await untilOutboxIsEmpty(workers[0])

    assert.deepEqual(await recipients(), names.sort())
  })

  test('leaves a job to others when it is killed in the middle of it', async ({
    assert,
    cleanup,
  }) => {
    const mailServer = await startMailServer()
    const way = await aWayTo({ host: '127.0.0.1', port: mailServer.port })
    cleanup(() => Promise.all([way.close(), mailServer.close()]).then(() => {}))
    way.silence()
    const environment = { SMTP_URL: `smtp://127.0.0.1:${way.port}` }
    const killed = await aWorkerProcess({ environment })
    const row = await addToOutbox(mailTo('asha'))
    await until(() => OutboxRow.query().where('id', row.id).whereNotNull('heldBy').first(), killed)

    await killed.stop('SIGKILL')
    await row.refresh()
    const left = row.dueAt.diffNow('seconds').seconds
    assert.isTrue(left > 0 && left <= 60, `its lease ends in ${left} s`)
    await makeJobsDue() // as if the lease had expired

    const other = await aWorkerProcess()
    cleanup(() => other.stop().then(() => {}))
    await untilOutboxIsEmpty(other)
    assert.deepEqual(await recipients(), ['asha'])
  })

  test('reports its health, and shuts down cleanly', async ({ assert }) => {
    const port = await freePort()
    const worker = await aWorkerProcess({ args: [`--health-port=${port}`] })
    await until(() => fetch(`http://127.0.0.1:${port}/health`).catch(() => null), worker)
    for (const path of ['/health', '/health/ready']) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`)
      assert.equal(answer.status, 200)
      assert.deepEqual(await answer.json(), { status: 'ok' })
    }
    assert.equal(await worker.stop(), 0)
    assert.isEmpty(await WorkerRow.all())
  })
})

const hasRedis = spawnSync('redis-server', ['--version']).status === 0

test.group('A worker process with Redis', (group) => {
  let folder: string
  let port: number
  let redis: ChildProcess
  let worker: AppProcess

  const ask = (...command: string[]) =>
    spawnSync('redis-cli', ['-p', String(port), ...command], { encoding: 'utf8' }).stdout

  async function startRedis() {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]
    redis = spawn('redis-server', args, { stdio: 'ignore' })
    await until(async () => ask('ping').includes('PONG'), worker)
  }

  async function stopRedis() {
    redis.kill()
    await once(redis, 'close')
  }

  /** Waits for a new job, a failed one, a recurring one and the worker's heartbeat, all within a minute. */
  async function everythingGoesOn(name: string) {
    const began = DateTime.utc().startOf('second')
    await sendToOutbox(mailTo(`retried${name}`), { attempts: 1, lastError: 'It failed' })
    await sendToOutbox(mailTo(name))
    const [job] = await RecurringJob.query().orderBy('id')
    await job.merge({ dueAt: began.minus({ seconds: 1 }) }).save()

    await untilOutboxIsEmpty(worker)
    await until(async () => {
      await job.refresh()
      return job.lastRunAt !== null && job.lastRunAt >= began && job.lastOutcome === 'succeeded'
    }, worker)
    await until(async () => {
      const { seenAt } = await WorkerRow.findByOrFail('pid', worker.child.pid)
      return seenAt > began
    }, worker)
  }

  group.tap((one) => {
    one.timeout(180_000).tags(['@slow'])
    one.skip(!hasRedis, 'redis-server is not installed')
  })
  group.each.setup(async () => {
    await emptyStores()
    const [made, remove] = await aTemporaryFolder()
    folder = made
    port = await freePort()
    worker = start([ACE, 'jobs:work'], {
      ...process.env,
      REDIS_URL: `redis://127.0.0.1:${port}`,
    })
    await startRedis()
    await until(() => WorkerRow.findBy('pid', worker.child.pid), worker)
    return async () => {
      await worker.stop()
      await stopRedis().catch(() => {})
      await remove()
    }
  })

  test('continues when Redis has lost all its data', async ({ assert }) => {
    ask('flushall')
    await everythingGoesOn('asha')
    ask('flushall')
    assert.deepEqual(await recipients(), ['asha', 'retriedasha'])
  })

  test('continues while Redis is down, and is woken again when it is back', async ({ assert }) => {
    const isWoken = async () => /\n1\n/.test(ask('pubsub', 'numsub', CHANNEL))
    await until(isWoken, worker)
    await stopRedis()
    await everythingGoesOn('asha')

    await startRedis()
    await until(isWoken, worker)
    await everythingGoesOn('ravi')
    assert.deepEqual(await recipients(), ['asha', 'ravi', 'retriedasha', 'retriedravi'])
  })
})
