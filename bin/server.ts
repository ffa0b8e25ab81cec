import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta needs Node.js 24 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}

/** The code that a start compiles is kept for the next one; a folder that can't be written costs only that. */
enableCompileCache(join(import.meta.dirname, '../.cache/compiled'))

const { createHttpServer } = await import('#app/platform/http_server')
const { ignite, giveUp } = await import('./ignite.js')
ignite().httpServer().start(createHttpServer).catch(giveUp)
