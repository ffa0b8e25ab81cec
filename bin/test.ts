import { freePort } from './free_port.js'

process.env.NODE_ENV = 'test'

/** Free ports for the server and an additional frontend of each kind, so that several checkouts can run tests at once. */
process.env.PORT = String(await freePort())
process.env.FRONTEND_URL = `http://localhost:5173,http://localhost:${await freePort()}`
process.env.MEMBERS_ORIGINS = `http://localhost:5174,http://localhost:${await freePort()}`

process.env.MEMBER_ROLE_SECRET_KEY = 'only-for-tests-members'

const { configure, processCLIArgs, run } = await import('@japa/runner')
const { ignite, giveUp } = await import('./ignite.js')

ignite()
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')

    processCLIArgs(process.argv.splice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: [...runnerHooks.teardown, () => app.terminate()],
    })
  })
  .run(() => run())
  .catch(giveUp)
