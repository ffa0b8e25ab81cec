import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

const XML = '<Error><Code>InternalError</Code><Message>We encountered an error.</Message></Error>'

const INTERNAL_ERROR = [
  'HTTP/1.1 500 Internal Server Error',
  'connection: close',
  'content-type: application/xml',
  `content-length: ${XML.length}`,
  '',
  XML,
].join('\r\n')

/** A proxy to a service that can simulate a refused connection and a silent service, and recover. */
export interface Way {
  port: number
  /** Refuses connections, as if the service were not running. */
  cut(): Promise<void>
  /** Keeps connections open and accepts new ones, but never responds on any of them. */
  silence(): void
  /** Answers every HTTP request with 500 and an error of S3. */
  fail(): void
  /** Forwards new connections again; silent ones stay silent, as with a machine that is gone. */
  open(): Promise<void>
  close(): Promise<void>
}

export async function aWayTo({ host, port }: { host: string; port: number }): Promise<Way> {
  const sockets = new Set<Socket>()
  let isSilent = false
  let isFailing = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}) // closing the pipe closes the other side
    socket.on('close', () => sockets.delete(socket))
  }
  const way = createServer((client) => {
    keep(client)
    if (isSilent) return void client.resume()
    if (isFailing) return void client.once('data', () => client.end(INTERNAL_ERROR))
    const service = connect(port, host)
    keep(service)
    client.pipe(service).pipe(client)
  })
  const listen = async (at: number) => void (await once(way.listen(at, '127.0.0.1'), 'listening'))
  await listen(0)
  const address = way.address() as AddressInfo

  const cut = async () => {
    for (const socket of sockets) socket.destroy()
    if (way.listening) await once(way.close(), 'close')
  }
  return {
    port: address.port,
    cut,
    silence() {
      isSilent = true
      for (const socket of sockets) socket.unpipe().resume()
    },
    fail() {
      isFailing = true
      for (const socket of sockets) socket.destroy()
    },
    async open() {
      isSilent = false
      isFailing = false
      if (!way.listening) await listen(address.port)
    },
    close: cut,
  }
}
