import { once } from 'node:events'
import {
  Agent,
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

const ASKS_EVERY_MS = 250

interface Target {
  port: number
  isReady: boolean
  agent: Agent
}

/**
 * Minimal load balancer: forwards requests round-robin over keep-alive connections to the targets that report to be
 * ready, and never retries a request.
 */
export class LoadBalancer {
  private targets: Target[]
  private turn = 0
  private server = createServer((incoming, outgoing) => this.forward(incoming, outgoing))
  private asking = setInterval(() => this.askAll(), ASKS_EVERY_MS)

  constructor(ports: number[]) {
    this.targets = ports.map((port) => ({
      port,
      isReady: false,
      agent: new Agent({ keepAlive: true }),
    }))
  }

  async listen(): Promise<string> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening')
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  isReady(port: number): boolean {
    return this.targets.some((target) => target.port === port && target.isReady)
  }

  close(): void {
    clearInterval(this.asking)
    for (const { agent } of this.targets) agent.destroy()
    this.server.close()
    this.server.closeAllConnections()
  }

  private async askAll() {
    await Promise.all(
      this.targets.map(async (target) => {
        const signal = AbortSignal.timeout(2_000)
        const url = `http://127.0.0.1:${target.port}/health/ready`
        const answer = await fetch(url, { signal }).catch(() => null)
        await answer?.arrayBuffer().catch(() => null)
        target.isReady = answer?.ok ?? false
      })
    )
  }

  private forward(incoming: IncomingMessage, outgoing: ServerResponse) {
    const ready = this.targets.filter(({ isReady }) => isReady)
    if (ready.length === 0) return void outgoing.writeHead(503).end('no target is ready')
    const { port, agent } = ready[this.turn++ % ready.length]
    const { method, url: path } = incoming
    const headers = withoutConnection(incoming.headers)
    const sent = request({ host: '127.0.0.1', port, agent, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, withoutConnection(answer.headers))
      answer.pipe(outgoing)
    })
    sent.on('error', (error) => {
      if (!outgoing.headersSent) outgoing.writeHead(502)
      outgoing.end(error.message)
    })
    incoming.pipe(sent)
  }
}

/** Removes the hop-by-hop header `connection`, which must not be forwarded. */
function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'connection'))
}
