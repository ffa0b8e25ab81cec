import { ignite, giveUp } from './ignite.js'

ignite()
  .tap((app) => app.listen('SIGTERM', () => app.terminate()))
  .ace()
  .handle(process.argv.splice(2))
  .catch(giveUp)
