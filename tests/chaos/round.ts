import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Administrator, ADMINISTRATOR } from '#tests/chaos/administrator'
import { Client } from '#tests/chaos/client'
import { type PlannedFault, planOf } from '#tests/chaos/fault'
import { Learner, type World } from '#tests/chaos/learner'
import { type Ask, Ledger } from '#tests/chaos/ledger'
import { Mailbox } from '#tests/chaos/mailbox'
import { Random } from '#tests/chaos/random'
import { answers, type Setup } from '#tests/chaos/setup'
import { readRows } from '#tests/chaos/stored_rows'
import { ace } from '#tests/helpers/processes'

const LEARNERS = 6
const ADMINISTRATORS = 2

/** Bounds for a loaded machine: what takes longer is stuck. */
const READY_WITHIN_MS = 120_000
const OUTBOX_EMPTY_WITHIN_MS = 240_000

/** A lease is renewed every 20 seconds: one that was not has lost its process. */
const LEASE_LOST_AFTER_MS = 25_000

export interface Outcome {
  setup: string
  seed: number
  seconds: number
  faults: Record<string, number>
  skipped: string[]
  requests: number
  refusedConnections: number
  /** Including recovery and checks. */
  tookSeconds: number
  statuses: Record<number, number>
  acknowledged: Record<string, number>
  lost: string[]
  unexpected: string[]
  crashes: string[]
  stuck: string[]
  /** Report of `doctor --invariants`, if it found anything. */
  broken: string
}

/** Runs one plan: load, faults, recovery, and what must hold afterwards. */
export class Round {
  private beganAt = Date.now()
  private random: Random
  private ledger = new Ledger()
  private client: Client
  private mailbox: Mailbox
  private end = new AbortController()
  private faults: Record<string, number> = {}
  private stuck: string[] = []

  constructor(
    private setup: Setup,
    private seed: number,
    private seconds: number
  ) {
    this.random = new Random(seed)
    this.client = new Client(setup.urls)
    this.mailbox = new Mailbox(join(setup.dataDir, 'mail'))
  }

  async run(): Promise<Outcome> {
    const plan = planOf(this.random.fork(), this.setup.faults, this.seconds)
    const load = await this.startLoad()
    await this.injure(plan)
    await this.recover()
    this.end.abort()
    await Promise.all(load)
    await this.emptyOutbox()
    return this.judge()
  }

  private async startLoad(): Promise<Promise<void>[]> {
    const { email, password } = ADMINISTRATOR
    const command = ['account:create', email, '--name=Administrator', '--password-stdin', '--admin']
    const created = await ace(command, this.setup.environment, `${password}\n`)
    if (created.code !== 0) throw new Error(created.stdout + created.stderr)
    const login = { method: 'POST', path: '/api/user/login', json: ADMINISTRATOR } as const
    const { body } = await this.client.send(login, this.setup.urls[0])

    const world: World = {
      client: this.client,
      ledger: this.ledger,
      mailbox: this.mailbox,
      courses: [],
      signal: this.end.signal,
    }
    const administrators = Array.from(
      { length: ADMINISTRATORS },
      () => new Administrator(world, this.random.fork(), body.token)
    )
    for (const isFree of [true, false, true, false])
      world.courses.push(await administrators[0].offer({ isFree, lectures: 3 }))
    return [
      ...administrators.map((administrator) => administrator.work()),
      ...Array.from({ length: LEARNERS }, () => this.bearLearners(world, this.random.fork())),
    ]
  }

  private async bearLearners(world: World, random: Random) {
    while (!this.end.signal.aborted) {
      await new Learner(world, random).live()
      await sleep(random.between(50, 500))
    }
  }

  /** On a slow machine, a fault is left out if the previous one of its target has not ended yet. */
  private async injure(plan: PlannedFault[]) {
    const began = Date.now()
    const busy = new Set<string>()
    const all = plan.map(async ({ fault, atMs, forMs }) => {
      await sleep(Math.max(0, began + atMs - Date.now()))
      if (busy.has(fault.target)) return
      busy.add(fault.target)
      this.faults[fault.name] = (this.faults[fault.name] ?? 0) + 1
      await fault.begin()
      await sleep(forMs)
      await fault.end()
      busy.delete(fault.target)
    })
    const outcomes = await Promise.allSettled(all)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') this.stuck.push(String(outcome.reason))
  }

  /** Nothing is wrong any more: each process must be ready by itself, and acknowledge changes. */
  private async recover() {
    const deadline = Date.now() + READY_WITHIN_MS
    for (const url of this.setup.urls) {
      let isReady = false
      while (!isReady && Date.now() < deadline) {
        isReady = await answers(`${url}/health/ready`)
        if (!isReady) await sleep(200)
      }
      if (!isReady) this.stuck.push(`${url}/health/ready does not answer 200`)
    }
    await sleep(2_000) // the load goes on
  }

  /** Waits until all effects have happened, without the delays of intents and retries. */
  private async emptyOutbox() {
    const deadline = Date.now() + OUTBOX_EMPTY_WITHIN_MS
    for (;;) {
      const rows = await this.setup.sql('select * from outbox')
      if (rows.length === 0) return
      if (Date.now() > deadline) {
        const kinds = rows.map((row) => `${row.kind}: ${row.last_error ?? 'no error'}`)
        return void this.stuck.push(`the outbox is not empty: ${kinds.join('; ')}`)
      }
      await this.makeDue()
      await sleep(1_000)
    }
  }

  private async makeDue() {
    const text = (time: number) =>
      `'${new Date(time).toISOString().slice(0, 23).replace('T', ' ')}'`
    const [now, lost] = [text(Date.now()), text(Date.now() - LEASE_LOST_AFTER_MS)]
    await this.setup.sql(
      `update outbox set due_at = ${now} where due_at > ${now} and (held_by is null or due_set_at < ${lost})`
    )
  }

  private async judge(): Promise<Outcome> {
    await this.mailbox.update()
    const { dataDir, sql, environment } = this.setup
    const rows = await readRows(sql, await this.setup.mongoUri(), dataDir)
    const lost = await this.ledger.lost(rows, this.asker())
    await this.ageFiles()
    const { code, stdout, stderr } = await ace(['doctor', '--invariants'], environment)
    return {
      setup: this.setup.name,
      seed: this.seed,
      seconds: this.seconds,
      faults: this.faults,
      skipped: this.setup.skipped,
      requests: this.client.requestCount,
      refusedConnections: this.client.refusedConnections,
      tookSeconds: Math.round((Date.now() - this.beganAt) / 1_000),
      statuses: this.client.statuses,
      acknowledged: this.ledger.countByKind(),
      lost,
      unexpected: this.client.unexpected,
      crashes: this.setup.processes.flatMap(({ crashes }) => crashes),
      stuck: this.stuck,
      broken: code === 0 ? '' : stdout + stderr,
    }
  }

  /** Asks both servers in turn. Nothing is wrong, so that a 503 can only be a busy machine's. */
  private asker(): Ask {
    let asked = 0
    return async (call) => {
      for (let attempt = 0; ; attempt++) {
        const answer = await this.client.send(call, this.setup.urls[asked++ % 2])
        if (![0, 503].includes(answer.status) || attempt === 10) return answer
        await sleep(500)
      }
    }
  }

  /** Makes files old enough to count as orphans. */
  private async ageFiles() {
    const before = new Date(Date.now() - 3 * 24 * 60 * 60 * 1_000)
    for (const folder of ['uploads', 'uploads-in-progress']) {
      const path = join(this.setup.dataDir, folder)
      for (const name of await readdir(path).catch(() => []))
        await utimes(join(path, name), before, before)
    }
  }
}
