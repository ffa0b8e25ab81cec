import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Fault } from '#tests/chaos/fault'

/** A TCP proxy in front of a service, which can fail like a network. */
export class TcpProxy {
  private pairs = new Set<readonly [Socket, Socket]>()
  private isRefusing = false
  private isSilent = false

  private constructor(
    readonly name: string,
    private server: Server,
    readonly port: number
  ) {}

  static async before(name: string, port: number): Promise<TcpProxy> {
    const server = createServer()
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const proxy = new TcpProxy(name, server, (server.address() as AddressInfo).port)
    server.on('connection', (client) => proxy.connect(client, port))
    return proxy
  }

  faults(): Fault[] {
    const { name } = this
    return [
      { name: `cut ${name}`, target: name, seconds: [0, 0], begin: () => this.cut(), end() {} },
      {
        name: `refuse ${name}`,
        target: name,
        seconds: [0.5, 6],
        begin: () => {
          this.isRefusing = true
          this.cut()
        },
        end: () => void (this.isRefusing = false),
      },
      {
        name: `silence ${name}`,
        target: name,
        seconds: [0.5, 6],
        begin: () => this.silence(true),
        end: () => this.silence(false),
      },
    ]
  }

  async close(): Promise<void> {
    this.cut()
    this.server.close()
    await once(this.server, 'close')
  }

  private connect(client: Socket, port: number) {
    if (this.isRefusing) return void client.destroy()
    const service = connect(port, '127.0.0.1')
    const pair = [client, service] as const
    this.pairs.add(pair)
    for (const [socket, other] of [pair, pair.toReversed()]) {
      socket.on('error', () => {})
      socket.on('close', () => {
        this.pairs.delete(pair)
        other.destroy()
      })
      socket.pipe(other)
    }
    if (this.isSilent) for (const socket of pair) socket.pause()
  }

  /** Closes all connections, wherever their conversations are. */
  private cut() {
    for (const [client, service] of this.pairs) {
      client.destroy()
      service.destroy()
    }
  }

  /** Holds back whatever is sent, as a network does that loses packets. */
  private silence(isSilent: boolean) {
    this.isSilent = isSilent
    for (const socket of [...this.pairs].flat()) {
      if (isSilent) socket.pause()
      else socket.resume()
    }
  }
}
