import './node_version.js'

const { ignite, giveUp } = await import('./ignite.js')

ignite()
  .tap((app) => app.listen('SIGTERM', () => app.terminate()))
  .ace()
  .handle(process.argv.splice(2))
  .catch(giveUp)
