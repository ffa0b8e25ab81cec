import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxEvent } from '#app/payments/sandbox/sandbox_account'
import { SANDBOX_KEYS } from '#app/payments/sandbox/sandbox_api'

export interface SandboxWebhooksConfig {
  url: string
  secret?: string
  accountId?: string
  /** Pauses before the second and later deliveries of a failed event. */
  pausesInMs?: readonly number[]
  now?: () => Date
}

/** A signed event, ready to be sent. */
export interface SandboxDelivery {
  eventId: string
  body: string
  signature: string
}

/** Razorpay waits five seconds for an answer, and tries for a day. */
const ANSWER_WITHIN_IN_MS = 5000
const PAUSES_IN_MS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 7200, 21_600, 43_200].map(
  (s) => s * 1000
)

/** Sends the events of a sandbox account to a URL, and repeats what is not answered with 2xx. */
export default class SandboxWebhooks {
  readonly sent: SandboxDelivery[] = []
  private config: Required<SandboxWebhooksConfig>
  private underway = new Set<Promise<void>>()
  private stopped = new AbortController()

  constructor(config: SandboxWebhooksConfig) {
    this.config = {
      secret: SANDBOX_KEYS.webhookSecret,
      accountId: 'acc_SandboxAccount',
      pausesInMs: PAUSES_IN_MS,
      now: () => new Date(),
      ...config,
    }
  }

  /** Sends an event in the background. */
  send(event: SandboxEvent): void {
    this.deliver(this.sign(this.bodyOf(event)))
  }

  /** Sends the same event again, as Razorpay may do at any time. */
  deliver(delivery: SandboxDelivery): void {
    this.sent.push(delivery)
    const sending = this.tryUntilAnswered(delivery).finally(() => this.underway.delete(sending))
    this.underway.add(sending)
  }

  /** Resolves when every event was answered with 2xx, or given up. */
  async settled(): Promise<void> {
    while (this.underway.size > 0) await Promise.all(this.underway)
  }

  /** Gives up all events that are not answered yet. */
  stop(): void {
    this.stopped.abort()
  }

  /** Signs a body, under a new event id. */
  sign(body: string): SandboxDelivery {
    const signature = createHmac('sha256', this.config.secret).update(body).digest('hex')
    return { eventId: `evt_${randomBytes(7).toString('hex')}`, body, signature }
  }

  /** The JSON body that Razorpay sends for an event. */
  bodyOf({ name, entities }: SandboxEvent): string {
    const payload = Object.entries(entities).map(([kind, entity]) => [kind, { entity }])
    return JSON.stringify({
      entity: 'event',
      account_id: this.config.accountId,
      event: name,
      contains: Object.keys(entities),
      payload: Object.fromEntries(payload),
      created_at: Math.floor(this.config.now().getTime() / 1000),
    })
  }

  private async tryUntilAnswered(delivery: SandboxDelivery) {
    for (const pauseInMs of [0, ...this.config.pausesInMs]) {
      if (pauseInMs > 0) await this.pause(pauseInMs)
      if (this.stopped.signal.aborted || (await this.isAnswered(delivery))) return
    }
  }

  private async pause(milliseconds: number) {
    await wait(milliseconds, undefined, { signal: this.stopped.signal, ref: false }).catch(() => {})
  }

  private async isAnswered({ eventId, body, signature }: SandboxDelivery): Promise<boolean> {
    const signal = AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_IN_MS), this.stopped.signal])
    const headers = {
      'content-type': 'application/json',
      'x-razorpay-event-id': eventId,
      'x-razorpay-signature': signature,
    }
    try {
      const { ok, body: answer } = await fetch(this.config.url, {
        redirect: 'manual',
        method: 'POST',
        headers,
        body,
        signal,
      })
      await answer?.cancel()
      return ok
    } catch {
      return false
    }
  }
}
