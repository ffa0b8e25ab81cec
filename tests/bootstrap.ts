import type { Server } from 'node:http'
import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import ApiSurfaces from '#app/platform/api/api_surfaces'
import { createHttpServer } from '#app/platform/http_server'
import { launchChromium } from '#tests/helpers/chromium'
import { silentLog } from '#tests/helpers/logged_secrets'
import { membersContract } from '#tests/helpers/members_contract'
import { sharded } from '#tests/helpers/shards'
import { distinctTitles } from '#tests/helpers/titles'
import { isBuildFresh } from '../bin/fresh_build.js'

export const plugins: Config['plugins'] = [
  assert(),
  pluginAdonisJS(app),
  apiClient(),
  browserClient({ runInSuites: ['browser'], launcher: launchChromium }),
  distinctTitles,
  membersContract,
  silentLog,
  sharded,
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = { setup: [], teardown: [] }

/** Serves browsers the built files, as in production: Vite's own server would need a looser security policy. */
async function serveBuiltAssets() {
  if (!isBuildFresh(app.makePath())) {
    const { createBuilder } = await import('vite')
    const builder = await createBuilder({ root: app.makePath(), logLevel: 'error' }, false)
    await builder.buildApp()
  }
  const vite = await app.container.make('vite')
  await vite.stopDevServer()
  vite.hasManifestFile = true // Vite looked for it before the build existed
}

/** Starts the server of a suite. Streams that a test has left open don't keep it from closing. */
async function startHttpServer() {
  const surfaces = await app.container.make(ApiSurfaces)
  const servers: Server[] = []
  const close = await testUtils.httpServer().start((handle) => {
    servers.push(createHttpServer(handle, surfaces))
    return servers[0]
  })
  return async () => {
    servers[0].closeAllConnections()
    await close()
  }
}

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (suite.name === 'browser') suite.setup(serveBuiltAssets)
  if (['functional', 'browser'].includes(suite.name)) suite.setup(startHttpServer)
}
