import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Connections that are opened at the same time. */
const AT_ONCE = 50

const EVENT = Buffer.from('\ndata: {"reason":"')

/** Streams of live events, opened with as little effort as possible. Their events are numbered. */
export class OpenStreams {
  /** Number of the last event of each stream; -1 before the first. */
  private last: Int32Array
  /** Events that came out of order, twice, or after a gap. */
  faults = 0
  received = 0
  closed = 0
  private sockets: Socket[] = []
  private changed: () => void = () => {}

  private constructor(count: number) {
    this.last = new Int32Array(count).fill(-1)
  }

  /** @param tokens access tokens, used in turn */
  static async open(address: string, tokens: string[], count: number): Promise<OpenStreams> {
    const streams = new OpenStreams(count)
    let next = 0
    const openAll = async () => {
      while (next < count) {
        const index = next++
        await streams.openOne(new URL(address), tokens[index % tokens.length], index)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, openAll))
    return streams
  }

  /** Resolves once every stream has received the event with this number. */
  async haveAll(number: number): Promise<void> {
    while (!this.last.every((one) => one >= number))
      await new Promise<void>((resolve) => (this.changed = resolve))
  }

  /** Streams that have not received the event with this number. */
  lacking(number: number): number {
    return this.last.filter((one) => one < number).length
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  private async openOne({ hostname, port }: URL, token: string, index: number) {
    const socket = connect(Number(port), hostname)
    this.sockets.push(socket)
    await once(socket, 'connect')
    const path = `/api/v2/events?accessToken=${token}`
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
    const [head] = (await once(socket, 'data')) as [Buffer]
    if (!head.toString('latin1').startsWith('HTTP/1.1 200')) throw new Error(head.toString())
    socket.on('data', (chunk: Buffer) => this.read(chunk, index))
    socket.on('error', () => {})
    socket.on('close', () => this.closed++)
  }

  /** A frame is written at once, and is short enough to arrive in one piece on the same machine. */
  private read(chunk: Buffer, index: number) {
    for (let at = chunk.indexOf(EVENT); at >= 0; at = chunk.indexOf(EVENT, at + 1)) {
      const number = Number.parseInt(chunk.toString('latin1', at + EVENT.length, at + 40))
      if (number !== this.last[index] + 1) this.faults++
      this.last[index] = number
      this.received++
    }
    this.changed()
  }
}
