import chromium from '@sparticuz/chromium'
import { chromium as browserType } from 'playwright'
import { assert } from '@japa/assert'
import { apiClient } from '@japa/api-client'
import { browserClient } from '@japa/browser-client'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import type { Config } from '@japa/runner/types'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import { createHttpServer } from '#app/platform/http_server'

/** Arguments of the packaged Chromium that would end it with the first context, or let any origin read anything. */
const UNWANTED = ['--single-process', '--disable-web-security']

/** The Chromium that comes as an npm package: nothing is downloaded when the tests run. */
const launcher = async () =>
  browserType.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((name) => !UNWANTED.includes(name)),
  })

export const plugins: Config['plugins'] = [
  assert(),
  pluginAdonisJS(app),
  apiClient(),
  browserClient({ runInSuites: ['browser'], launcher }),
]

export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = { setup: [], teardown: [] }

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (['functional', 'browser'].includes(suite.name))
    suite.setup(() => testUtils.httpServer().start(createHttpServer))
}
