import './node_version.js'
import type { RequestListener, Server } from 'node:http'
import nodeModule from 'node:module'
import { join } from 'node:path'
import type { ApplicationService } from '@adonisjs/core/types'

/** The code that a start compiles is kept for the next one; a folder that can't be written costs only that. */
nodeModule.enableCompileCache(join(import.meta.dirname, '../.cache/compiled'))

/** Terminals and npm each tell a process of Ctrl+C: what comes this soon is the same signal. */
const ECHO_IN_MS = 500

/**
 * SIGTERM ends the server in order; so does Ctrl+C, behind which no load balancer waits. While it still waits for a
 * database either ends it at once, and so does a second signal.
 */
function obeySignals(app: ApplicationService) {
  let toldAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    app.listen(signal, async () => {
      if (toldAt !== undefined) {
        if (Date.now() - toldAt > ECHO_IN_MS) process.exit(1)
        return
      }
      if (!app.isReady) process.exit(0)
      toldAt = Date.now()
      const shutdown = await app.container.make(GracefulShutdown)
      const graceInMs = app.config.get<number>('app.shutdownGraceInMs')
      await shutdown.begin(app, { graceInMs: signal === 'SIGTERM' ? graceInMs : 0 })
    })
  }
}

/** The embedded MongoDB server has a thread of its own, in which it starts while this one imports the application. */
function startEmbeddedMongoAhead(app: ApplicationService) {
  app.booting(async () => {
    const { default: mongo } = await import('#config/mongo')
    const { startAhead } = await import('#app/platform/mongo/embedded_server')
    if (!mongo.uri) startAhead(mongo.embedded.folder)
  })
}

/** The server is made by what the configuration says, which is read while the application boots. */
let createServer: (handle: RequestListener) => Server
function prepareHttpServer(app: ApplicationService) {
  void app.booted(async () => {
    const { default: ApiSurfaces } = await import('#app/platform/api/api_surfaces')
    const { createHttpServer } = await import('#app/platform/http_server')
    const surfaces = await app.container.make(ApiSurfaces)
    createServer = (handle) => createHttpServer(handle, surfaces)
  })
}

/** In development the process that watches the files has started this one, and must not leave it behind. */
process.once('disconnect', () => process.exit(1))

const { default: GracefulShutdown } = await import('#app/platform/graceful_shutdown')
const { ignite, giveUp } = await import('./ignite.js')
ignite()
  .tap(obeySignals)
  .tap(startEmbeddedMongoAhead)
  .tap(prepareHttpServer)
  .httpServer()
  .start((handle) => createServer(handle))
  .catch(giveUp)
