import { once } from 'node:events'
import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class MongoServe extends ConsoleCommand {
  static commandName = 'mongo:serve'
  static description = 'Serve the embedded MongoDB on 127.0.0.1 for mongosh, Compass or a driver'
  static options = { startApp: false, staysAlive: true }

  @flags.number({ description: 'Port to listen on', default: 27017 })
  declare port: number

  async perform() {
    const { default: config } = await import('#config/mongo')
    const { closeEmbeddedServer, embeddedServer } =
      await import('#app/platform/mongo/embedded_server')
    const { folder, database } = config.embedded
    const server = await embeddedServer(folder, this.port)
    this.print(`Serving ${folder} at ${server.uriFor(database)} – press Ctrl+C to stop`)
    // keeps the process alive, which the server's thread does not
    const alive = setInterval(() => {}, 2 ** 30)
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
    clearInterval(alive)
    await closeEmbeddedServer()
    await this.terminate()
  }
}
