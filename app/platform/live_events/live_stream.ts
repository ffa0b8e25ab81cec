import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { DateTime } from 'luxon'
import { answerWithin } from '#app/platform/timeouts'

/** Bytes that may wait for a slow client. Beyond them the stream is closed. */
const MAX_BACKLOG = 64 * 1024

/** Bytes that may wait before more of what a client missed is sent. */
const REPLAY_BACKLOG = 16 * 1024

/** Time in which a client must accept a part of what it missed, or the end of its stream. */
const ACCEPT_WITHIN_MS = 10_000

/** Milliseconds after which clients reconnect. */
const RETRY_MS = 3_000

export interface StreamOptions {
  topic: string
  channels: string[]
  /** Channel of the user who opened it, one of `channels`. */
  owner: string
  /** Position up to which the client has every event; it gets only later ones. */
  receivedUpTo: number
}

/** Response that stays open and carries server-sent events. */
export default class LiveStream {
  readonly id = randomUUID()
  readonly topic: string
  readonly owner: string
  readonly channels: Set<string>
  readonly receivedUpTo: number
  readonly openedAt = DateTime.utc()
  private isEnding = false

  constructor(
    private response: ServerResponse,
    { topic, channels, owner, receivedUpTo }: StreamOptions
  ) {
    this.topic = topic
    this.owner = owner
    this.receivedUpTo = receivedUpTo
    this.channels = new Set([...channels, `stream:${this.id}`])
  }

  get isOpen(): boolean {
    return !this.isEnding && !this.response.destroyed
  }

  /** Sends the headers, and calls `closed` once the stream has ended for whatever reason. */
  begin(closed: () => void): void {
    const { response } = this
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    })
    response.write(`retry: ${RETRY_MS}\n\n`)
    response.once('close', closed)
    response.on('error', () => {}) // a connection that broke also emits `close`
  }

  /** Sends text, or closes the stream if its client does not keep up. */
  send(text: string): void {
    if (!this.isOpen) return
    if (this.response.writableLength + text.length > MAX_BACKLOG) this.abort()
    else this.response.write(text)
  }

  /** Sends text and waits for a client that is slow, or closes the stream if it takes too long. */
  async sendPatiently(text: string): Promise<void> {
    if (!this.isOpen || this.response.writableLength < REPLAY_BACKLOG) return this.send(text)
    const accepted = new Promise((resolve) => this.response.write(text, resolve))
    await answerWithin(ACCEPT_WITHIN_MS, accepted).catch(() => this.abort())
  }

  /** Closes the connection; what was not sent is lost, until the client reconnects. */
  abort(): void {
    this.response.destroy()
  }

  /** Lets it listen to another channel, if it listens to the former one. */
  swap({ from, to }: { from: string; to: string }): void {
    if (this.channels.delete(from)) this.channels.add(to)
  }

  /** Closes the stream after what was sent. */
  end(): void {
    if (!this.isOpen) return
    this.isEnding = true
    this.response.end()
    setTimeout(() => this.abort(), ACCEPT_WITHIN_MS).unref()
  }
}
