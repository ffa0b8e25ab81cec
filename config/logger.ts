import { join } from 'node:path'
import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { serializeError } from '#app/platform/exceptions/serialize_error'
import { redact } from '#app/platform/redact'
import { defineConfig, targets } from '@adonisjs/core/logger'

/** Tests fail requests on purpose: what that logs is kept in a file instead of being printed among their results. */
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
      /** Pino's own `redact` would take a tenth of each request, whether it logs anything or not. */
      formatters: { log: redact },
      transport: app.inProduction ? undefined : { targets: [target] },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
