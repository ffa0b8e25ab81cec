import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'

/** Timeout for requests in flight. AWS gives a task two minutes for its whole shutdown. */
const DRAIN_IN_MS = 30_000

/** Timeout for closing the services afterwards. */
const CLOSE_IN_MS = 10_000

/**
 * Shuts a server down gracefully: it reports that it is not ready but keeps serving while load
 * balancers notice, then stops accepting connections and finishes requests in flight, and finally
 * closes its services.
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
    // Makes clients with keep-alive connections reconnect, to another server, for their next
    // request.
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
