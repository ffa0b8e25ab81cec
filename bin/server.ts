import type { ApplicationService } from '@adonisjs/core/types'
import { createHttpServer } from '#app/platform/http_server'
import { ignite, giveUp } from './ignite.js'

if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta needs Node.js 24 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

/** Ctrl+C ends the server in order as SIGTERM does; while it still waits for a database, both end it at once. */
function obeySignals(app: ApplicationService) {
  app.listen('SIGINT', () => app.terminate())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    app.listen(signal, () => {
      if (!app.isReady) process.exit(0)
    })
  }
}

ignite().tap(obeySignals).httpServer().start(createHttpServer).catch(giveUp)
