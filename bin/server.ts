import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import type { ApplicationService } from '@adonisjs/core/types'

if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta needs Node.js 24 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

/** The code that a start compiles is kept for the next one; a folder that can't be written costs only that. */
enableCompileCache(join(import.meta.dirname, '../.cache/compiled'))

/** Ctrl+C ends the server in order as SIGTERM does; while it still waits for a database, both end it at once. */
function obeySignals(app: ApplicationService) {
  app.listen('SIGINT', () => app.terminate())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    app.listen(signal, () => {
      if (!app.isReady) process.exit(0)
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

const { createHttpServer } = await import('#app/platform/http_server')
const { ignite, giveUp } = await import('./ignite.js')
ignite()
  .tap(obeySignals)
  .tap(startEmbeddedMongoAhead)
  .httpServer()
  .start(createHttpServer)
  .catch(giveUp)
