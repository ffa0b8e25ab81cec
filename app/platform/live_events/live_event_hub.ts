import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { inject } from '@adonisjs/core'
import { Logger } from '@adonisjs/core/logger'
import Signal from '#app/platform/jobs/signal'
import LiveChannels from '#app/platform/live_events/live_channels'
import type { LiveEvent, StreamEffect } from '#app/platform/live_events/live_event'
import LiveEventLog from '#app/platform/live_events/live_event_log'
import LiveEventWakeUp from '#app/platform/live_events/live_event_wake_up'
import LiveStream, { type StreamOptions } from '#app/platform/live_events/live_stream'
import LiveStreamRegistry, {
  STREAMS_PER_OWNER,
} from '#app/platform/live_events/live_stream_registry'

/** Interval of looking for events of other processes. Notifications make it immediate. */
const LOOK_EVERY_MS = 250

const KEEPALIVE_EVERY_MS = 35_000

/** Streams that are written to in one turn of the event loop. */
const STREAMS_A_TURN = 250

/** Idle time after which a hub without streams stops looking. */
const LINGER_MS = 5_000

type OpenOptions = Omit<StreamOptions, 'receivedUpTo'> & {
  /** Result of `here`. */
  from: number
  /** Id of the last event that the client received before. */
  lastEventId?: string
}

/**
 * Feeds the open streams of this process with the committed events, in their order and each once.
 * It runs only while there are streams.
 */
@inject()
export default class LiveEventHub {
  private streams = new Set<LiveStream>()
  /** Streams that have received everything up to `position`. */
  private channels = new LiveChannels()
  private position = 0
  private started?: Promise<void>
  private rounds?: Promise<void>
  private usedAt = 0
  private signal = new Signal()
  private isClosed = false
  private hasFailed = false

  constructor(
    private log: LiveEventLog,
    private registry: LiveStreamRegistry,
    private wakeUp: LiveEventWakeUp,
    private logger: Logger
  ) {}

  get openCount(): number {
    return this.streams.size
  }

  /**
   * Returns a position to open a stream from. Take it before authenticating: the stream then gets
   * every change of what its user may do that the authentication could not see.
   */
  async here(): Promise<number> {
    this.usedAt = performance.now()
    await (this.started ??= this.start())
    return this.position
  }

  /**
   * Turns a response into a stream. It gets what its client missed since the event `lastEventId`,
   * or since `from`.
   */
  async open(
    response: ServerResponse,
    { from, lastEventId, ...options }: OpenOptions
  ): Promise<void> {
    await this.here()
    const receivedUpTo = lastEventId ? await this.log.positionOf(lastEventId) : from
    const stream = new LiveStream(response, { ...options, receivedUpTo })
    stream.begin(() => this.forget(stream))
    if (this.isClosed) return stream.end()

    this.endSurplusOf(stream)
    this.streams.add(stream)
    this.registry.opened(stream)
    void this.catchUp(stream, from).catch((error) => {
      this.logger.error({ err: error }, 'missed live events cannot be read')
      stream.abort()
    })
  }

  /** Sends what has been committed, and ends all streams. */
  async close(): Promise<void> {
    this.isClosed = true
    if (!this.rounds) return
    this.signal.raise()
    await this.rounds
    for (const stream of this.streams) stream.end()
    await this.registry.close()
  }

  /** Ends the oldest streams of a user in this process; the registry knows those of others. */
  private endSurplusOf({ topic, owner }: LiveStream) {
    const streams = this.channels.of(topic, [owner])
    streams.sort((one, other) => one.openedAt.toMillis() - other.openedAt.toMillis())
    const surplus = streams.length + 1 - STREAMS_PER_OWNER
    for (const stream of streams.slice(0, Math.max(surplus, 0))) this.apply({ end: owner }, stream)
  }

  private async start() {
    try {
      await this.log.admitCommitted()
      this.position = Math.max(this.position, await this.log.end())
    } catch (error) {
      this.started = undefined
      throw error
    }
    this.rounds = this.runRounds()
  }

  private async runRounds() {
    const stopListening = this.wakeUp.listen(() => this.signal.raise())
    const keepalive = setInterval(() => this.keepAlive(), KEEPALIVE_EVERY_MS)
    const stopRegistering = this.registry.start()
    do {
      await this.readTail()
      if (!this.isClosed) await this.signal.wait(LOOK_EVERY_MS)
    } while (this.isNeeded)
    if (this.isClosed) await this.readTail()
    this.started = undefined
    clearInterval(keepalive)
    stopListening()
    stopRegistering()
  }

  private get isNeeded(): boolean {
    if (this.isClosed) return false
    return this.streams.size > 0 || performance.now() - this.usedAt < LINGER_MS
  }

  /** If the database is unavailable, the next round tries again. */
  private async readTail() {
    try {
      await this.log.admitCommitted()
      for (;;) {
        const events = await this.log.after(this.position)
        for (const event of events) await this.deliver(event)
        if (events.length === 0) break
      }
      this.hasFailed = false
    } catch (error) {
      if (!this.hasFailed) this.logger.error({ err: error }, 'live events cannot be read')
      this.hasFailed = true
    }
  }

  /**
   * Chooses the streams synchronously with the new position: streams that catch up in the meantime
   * read the event from the log.
   */
  private async deliver({ position, topic, frame, channels, effects }: LiveEvent) {
    this.position = position
    const changes = effects.map((effect) => ({
      effect,
      streams: this.channels.of(topic, [channelOf(effect)]),
    }))
    const [before, after] = [changes.filter(isSilence), changes.filter((one) => !isSilence(one))]
    for (const { effect, streams } of before) for (const one of streams) this.apply(effect, one)
    const recipients = frame ? this.channels.of(topic, channels) : []
    await this.sendTo(
      recipients.filter(({ receivedUpTo }) => receivedUpTo < position),
      frame!
    )
    for (const { effect, streams } of after) for (const one of streams) this.apply(effect, one)
  }

  /** Writes to a limited number of streams in a turn, so that others get theirs. */
  private async sendTo(streams: LiveStream[], text: string) {
    for (let first = 0; first < streams.length; first += STREAMS_A_TURN) {
      if (first > 0) await nextTurn()
      for (const stream of streams.slice(first, first + STREAMS_A_TURN)) stream.send(text)
    }
  }

  /**
   * Sends a stream what it missed, from the log, until it is up to date. Its authentication took
   * account of effects up to `from`.
   */
  private async catchUp(stream: LiveStream, from: number) {
    let cursor = Math.min(stream.receivedUpTo, from)
    while (stream.isOpen && cursor < this.position) {
      const events = await this.log.after(cursor, this.position)
      for (const event of events) await this.replay(event, stream, event.position > from)
      cursor = events.at(-1)?.position ?? this.position
    }
    if (stream.isOpen && this.streams.has(stream)) this.channels.add(stream)
  }

  private async replay(event: LiveEvent, stream: LiveStream, withEffects: boolean) {
    if (event.topic !== stream.topic) return
    const concerns = (effect: StreamEffect) => stream.channels.has(channelOf(effect))
    const effects = withEffects ? event.effects.filter(concerns) : []
    for (const effect of effects) if (isSilence({ effect })) this.apply(effect, stream)
    const isNew = event.position > stream.receivedUpTo && this.streams.has(stream)
    const isMeant = event.channels.some((channel) => stream.channels.has(channel))
    if (event.frame && isNew && isMeant) await stream.sendPatiently(event.frame)
    for (const effect of effects) if (!isSilence({ effect })) this.apply(effect, stream)
  }

  private apply(effect: StreamEffect, stream: LiveStream) {
    if ('end' in effect) {
      this.forget(stream)
      if (effect.afterMs) setTimeout(() => stream.end(), effect.afterMs).unref()
      else stream.end()
      return
    }
    const isListening = this.channels.has(stream)
    if (isListening) this.channels.remove(stream)
    stream.swap(effect)
    if (isListening) this.channels.add(stream)
  }

  private forget(stream: LiveStream) {
    if (!this.streams.delete(stream)) return
    this.channels.remove(stream)
    this.registry.closed(stream)
  }

  private keepAlive() {
    void this.sendTo([...this.streams], ': keepalive\n\n')
  }
}

/** Returns the channel whose streams an effect concerns. */
function channelOf(effect: StreamEffect): string {
  return 'end' in effect ? effect.end : effect.of
}

/** Returns whether an effect comes before the event that it belongs to. */
function isSilence({ effect }: { effect: StreamEffect }): boolean {
  return 'end' in effect && Boolean(effect.afterMs)
}
