import { createHttpServer } from '#app/platform/http_server'
import { ignite, giveUp } from './ignite.js'

if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta needs Node.js 24 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

ignite().httpServer().start(createHttpServer).catch(giveUp)
