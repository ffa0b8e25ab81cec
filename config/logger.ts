import { join } from 'node:path'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { serializeError } from '#app/platform/exceptions/serialize_error'
import { redact } from '#app/platform/redact'
import { defineConfig, targets } from '@adonisjs/core/logger'

/** Keeps logs of intentionally failed requests out of the test output, in a file. */
const target = app.inTest
  ? targets.file({ destination: join(env.get('DATA_DIR'), 'theta.log'), mkdir: true })
  : targets.pretty()

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'theta',
      level: env.get('LOG_LEVEL') ?? 'info',
      serializers: { err: serializeError },
      /**
       * Replaces Pino's `redact`, which would add a tenth to each request's time even if nothing is
       * logged.
       */
      formatters: { log: redact },
      transport: app.inProduction ? undefined : { targets: [target] },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
