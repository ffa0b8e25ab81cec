import type LiveStream from '#app/platform/live_events/live_stream'

/** Streams by the channels that they listen to. */
export default class LiveChannels {
  private streams = new Map<string, Set<LiveStream>>()

  add(stream: LiveStream): void {
    for (const channel of stream.channels) {
      const key = keyOf(stream.topic, channel)
      const streams = this.streams.get(key)
      if (streams) streams.add(stream)
      else this.streams.set(key, new Set([stream]))
    }
  }

  remove(stream: LiveStream): void {
    for (const channel of stream.channels) {
      const key = keyOf(stream.topic, channel)
      const streams = this.streams.get(key)
      streams?.delete(stream)
      if (streams?.size === 0) this.streams.delete(key)
    }
  }

  has(stream: LiveStream): boolean {
    const [channel] = stream.channels
    return this.streams.get(keyOf(stream.topic, channel))?.has(stream) ?? false
  }

  /** Returns the streams that listen to one of the channels, each once. */
  of(topic: string, channels: string[]): LiveStream[] {
    const all = channels.map((channel) => this.streams.get(keyOf(topic, channel)) ?? [])
    if (all.length === 1) return [...all[0]]
    return [...new Set(all.flatMap((streams) => [...streams]))]
  }
}

function keyOf(topic: string, channel: string): string {
  return `${topic} ${channel}`
}
