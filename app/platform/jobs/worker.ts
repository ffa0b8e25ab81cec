import { setTimeout as sleep } from 'node:timers/promises'
import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import Clock from '#app/platform/clock'
import Heartbeats from '#app/platform/jobs/heartbeats'
import type { JobSource } from '#app/platform/jobs/job_source'
import Lease from '#app/platform/jobs/lease'
import RecurringJobs from '#app/platform/jobs/recurring_jobs'
import Signal from '#app/platform/jobs/signal'
import Upkeep from '#app/platform/jobs/upkeep'
import WakeUp from '#app/platform/jobs/wake_up'
import Outbox from '#app/platform/outbox/outbox'

/** Maximum number of jobs that a process runs concurrently. */
const CONCURRENCY = 4

const LOOK_EVERY_MS = 1_000
const UPKEEP_EVERY_MS = 10_000

/** A round takes milliseconds: a worker that has not finished one for this long is stuck. */
const STUCK_AFTER_MS = 60_000

const STOP_WITHIN_MS = 30_000

/** Runs due jobs, a few concurrently, until it is stopped. */
@inject()
export default class Worker {
  private sources: JobSource[]
  private running = new Map<string, { source: JobSource; done: Promise<void> }>()
  private rounds?: Promise<void>
  private roundEndedAt = 0
  private upkeepDueAt = 0
  private signal = new Signal()
  private isStopping = false
  private hasFailed = false

  constructor(
    private upkeep: Upkeep,
    private heartbeats: Heartbeats,
    private wakeUp: WakeUp,
    private clock: Clock,
    private logger: Logger,
    recurringJobs: RecurringJobs,
    outbox: Outbox
  ) {
    this.sources = [recurringJobs, outbox] // recurring jobs are few and must not wait behind a long outbox
  }

  get isStarted(): boolean {
    return this.rounds !== undefined
  }

  /** False if the worker is stuck. */
  get isAlive(): boolean {
    return performance.now() - this.roundEndedAt < STUCK_AFTER_MS
  }

  start(): void {
    this.roundEndedAt = performance.now()
    this.rounds = this.runRounds()
  }

  /**
   * Starts no new jobs and waits up to 30 seconds for running ones; other workers may then take the
   * rest.
   */
  async stop(withinMs = STOP_WITHIN_MS): Promise<void> {
    if (!this.rounds) return
    this.isStopping = true
    this.signal.raise()
    await this.rounds
    const all = Promise.all([...this.running.values()].map(({ done }) => done))
    await Promise.race([all, sleep(withinMs, undefined, { ref: false })])
    for (const [id, { source }] of this.running) await Lease.giveUp(source.Model, id, this.clock)
    await this.heartbeats.end()
  }

  private async runRounds() {
    const stopListening = this.wakeUp.listen(() => this.signal.raise())
    while (!this.isStopping) {
      await this.takeTurn()
      this.roundEndedAt = performance.now()
      await this.signal.wait(LOOK_EVERY_MS)
    }
    stopListening()
  }

  /** If the database is unavailable, the next round tries again. */
  private async takeTurn() {
    try {
      if (performance.now() >= this.upkeepDueAt) {
        this.upkeepDueAt = performance.now() + UPKEEP_EVERY_MS
        await this.upkeep.handle()
      }
      for (const source of this.sources) await this.startDue(source)
      if (this.hasFailed) this.logger.info('jobs are worked again')
      this.hasFailed = false
    } catch (error) {
      if (!this.hasFailed) this.logger.error({ err: error }, 'jobs cannot be worked')
      this.hasFailed = true
    }
  }

  /** Excludes jobs that run here by id: setting the clock forward would make every lease expire. */
  private async startDue(source: JobSource) {
    const free = CONCURRENCY - this.running.size
    if (free === 0) return
    const rows = await source.due(CONCURRENCY + free)
    const waiting = rows.filter(({ id }) => !this.running.has(id))
    for (const { id } of waiting.slice(0, free)) this.begin(id, source)
  }

  private begin(id: string, source: JobSource) {
    const interrupted = (error: unknown) =>
      this.logger.error({ err: error, row: id }, 'a job was interrupted')
    const ended = () => {
      this.running.delete(id)
      this.signal.raise()
    }
    const done = source.work(id).then(() => {}, interrupted)
    this.running.set(id, { source, done: done.finally(ended) })
  }
}
