import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { describeError } from '#app/platform/exceptions/describe_error'
import { redacted } from '#app/platform/redacted'
import { defineConfig, targets } from '@adonisjs/core/logger'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'theta',
      level: env.get('LOG_LEVEL') ?? 'info',
      serializers: { err: describeError },
      /** Pino's own `redact` would take a tenth of each request, whether it logs anything or not. */
      formatters: { log: redacted },
      transport: app.inProduction ? undefined : { targets: [targets.pretty()] },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
