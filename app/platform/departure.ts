import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApplicationService } from '@adonisjs/core/types'

/** How long requests in flight may take to end; a task on AWS is given two minutes for all of its shutdown. */
const DRAIN_IN_MS = 30_000

/** How long services may take to be let go of after that. */
const CLOSE_IN_MS = 10_000

/**
 * How a server ends. First it says so where load balancers ask whether it is ready, and serves on while they take
 * notice; then it takes no more connections and finishes what is in flight; then it lets go of its services.
 */
export default class Departure {
  private begun = false

  get hasBegun(): boolean {
    return this.begun
  }

  async begin(app: ApplicationService, { graceInMs }: { graceInMs: number }): Promise<void> {
    this.begun = true
    const httpServer = await app.container.make('server')
    const server = httpServer.getNodeServer() as Server
    // Whoever has a connection open looks for another server with the next request.
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
