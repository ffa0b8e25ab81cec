/** Change of the open streams themselves, carried out by every process. */
export type StreamEffect =
  /**
   * Ends the streams that listen to a channel. With `afterMs`, they get nothing from now on and are
   * closed that much later.
   */
  | { end: string; afterMs?: number }
  /** Lets the streams that listen to the channel `of` listen to `to` instead of `from`. */
  | { of: string; from: string; to: string }

/** Event to be published. */
export interface NewLiveEvent {
  /** Name and data for clients; without them, only the effects are carried out. */
  event?: { name: string; data: object }
  /** Channels that get it. A stream that listens to several of them gets it once. */
  channels?: string[]
  /** Carried out after the event was sent, except for delayed ends, which come first. */
  effects?: StreamEffect[]
}

/** Committed event at its position in the order that all processes share. */
export interface LiveEvent {
  position: number
  topic: string
  /** Text to send, or undefined if there are only effects. */
  frame?: string
  channels: string[]
  effects: StreamEffect[]
}
