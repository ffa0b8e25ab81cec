import './node_version.js'
import type { RequestListener, Server } from 'node:http'
import nodeModule from 'node:module'
import { join } from 'node:path'
import type { ApplicationService } from '@adonisjs/core/types'

/** Caches compiled code for later starts. If the folder is not writable, starts are only slower. */
nodeModule.enableCompileCache(join(import.meta.dirname, '../.cache/compiled'))

/** Terminals and npm both forward Ctrl+C, so a signal that follows this soon is the same one. */
const ECHO_IN_MS = 500

/**
 * SIGTERM shuts the server down gracefully. So does Ctrl+C, but without the delay for load
 * balancers. While the server still waits for a database, either ends it immediately, as does a
 * second signal.
 */
function obeySignals(app: ApplicationService) {
  let signalledAt: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    app.listen(signal, async () => {
      if (signalledAt !== undefined) {
        if (Date.now() - signalledAt > ECHO_IN_MS) process.exit(1)
        return
      }
      if (!app.isReady) process.exit(0)
      signalledAt = Date.now()
      const shutdown = await app.container.make(GracefulShutdown)
      const graceInMs = app.config.get<number>('app.shutdownGraceInMs')
      await shutdown.begin(app, { graceInMs: signal === 'SIGTERM' ? graceInMs : 0 })
    })
  }
}

/**
 * Starts the embedded MongoDB server in its own thread while this thread imports the application.
 */
function startEmbeddedMongoAhead(app: ApplicationService) {
  app.booting(async () => {
    const { default: mongo } = await import('#config/mongo')
    const { startAhead } = await import('#app/platform/mongo/embedded_server')
    if (!mongo.uri) startAhead(mongo.embedded.folder)
  })
}

/** Created after the boot, since it depends on the configuration. */
let createServer: (handle: RequestListener) => Server
function prepareHttpServer(app: ApplicationService) {
  void app.booted(async () => {
    const { default: ApiSurfaces } = await import('#app/platform/api/api_surfaces')
    const { createHttpServer } = await import('#app/platform/http_server')
    const surfaces = await app.container.make(ApiSurfaces)
    createServer = (handle) => createHttpServer(handle, surfaces)
  })
}

/** In development, ends this process when the file watcher that started it has ended. */
process.once('disconnect', () => process.exit(1))

/** Only the server's user may read the files that it creates, such as databases and mails. */
process.umask(0o077)

const { default: GracefulShutdown } = await import('#app/platform/graceful_shutdown')
const { ignite, giveUp } = await import('./ignite.js')
ignite()
  .tap(obeySignals)
  .tap(startEmbeddedMongoAhead)
  .tap(prepareHttpServer)
  .httpServer()
  .start((handle) => createServer(handle))
  .catch(giveUp)
