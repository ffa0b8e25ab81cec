import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'

/** Time that requests in flight may take; a task on AWS gets two minutes for its whole shutdown. */
const DRAIN_IN_MS = 30_000

/** Time that closing the services may take after that. */
const CLOSE_IN_MS = 10_000

/**
 * Shuts a server down in order. First it reports that it is not ready, and goes on serving while load balancers notice;
 * then it takes no more connections and finishes the requests in flight; then it closes its services.
 */
export default class GracefulShutdown {
  private begun = false

  get hasBegun(): boolean {
    return this.begun
  }

  async begin(app: ApplicationService, { graceInMs }: { graceInMs: number }): Promise<void> {
    this.begun = true
    const httpServer = await app.container.make('server')
    const server = httpServer.getNodeServer() as Server
    // Clients with an open connection go to another server with their next request.
    server.prependListener('request', (_request, response) =>
      response.setHeader('connection', 'close')
    )
    await sleep(graceInMs)

    server.keepAliveTimeout = 1
    server.keepAliveTimeoutBuffer = 0
    setTimeout(() => server.closeAllConnections(), DRAIN_IN_MS).unref()
    setTimeout(() => process.exit(1), DRAIN_IN_MS + CLOSE_IN_MS).unref()
    await app.terminate()
  }
}
