import './node_version.js'

const { ignite, giveUp } = await import('./ignite.js')

ignite()
  .tap((app) => app.listen('SIGTERM', () => app.terminate()))
  .ace()
  .configure(async (app) => {
    const { placeGeneratedFiles } = await import('#start/generators')
    placeGeneratedFiles(await app.container.make('ace'))
  })
  .handle(process.argv.slice(2))
  .catch(giveUp)
