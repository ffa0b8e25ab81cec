import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { describeError } from '#app/platform/exceptions/describe_error'
import { defineConfig, targets } from '@adonisjs/core/logger'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'theta',
      level: env.get('LOG_LEVEL') ?? 'info',
      serializers: { err: describeError },
      redact: {
        paths: ['password', 'token', 'otp', 'secret', 'signature', 'authorization'].flatMap(
          (name) => [name, `*.${name}`]
        ),
      },
      transport: app.inProduction ? undefined : { targets: [targets.pretty()] },
    },
  },
})

export default loggerConfig

declare module '@adonisjs/core/types' {
  export interface LoggersList extends InferLoggers<typeof loggerConfig> {}
}
