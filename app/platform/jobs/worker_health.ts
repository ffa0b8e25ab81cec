import { once } from 'node:events'
import { createServer } from 'node:http'
import type { ApplicationService } from '@adonisjs/core/types'
import Readiness from '#app/platform/health/readiness'
import Worker from '#app/platform/jobs/worker'

/**
 * Responds to `GET /health` with 200 while the worker makes progress and with 503 when it is stuck,
 * and to `GET /health/ready` with 200 if the services that it needs are available too.
 */
export async function serveWorkerHealth(app: ApplicationService, port: number): Promise<void> {
  const worker = await app.container.make(Worker)
  const readiness = await app.container.make(Readiness)
  const isWell = async (path: string) => {
    if (!worker.isAlive || path !== '/health/ready') return worker.isAlive
    const { isHealthy } = await readiness.report()
    return isHealthy
  }
  const server = createServer(async (request, response) => {
    const status = (await isWell(request.url ?? '')) ? 200 : 503
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ status: status === 200 ? 'ok' : 'error' }))
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  app.terminating(() => void server.close())
}
