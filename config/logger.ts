import env from '#start/env'
import app from '@adonisjs/core/services/app'
import { defineConfig, targets } from '@adonisjs/core/logger'

const loggerConfig = defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'theta',
      level: env.get('LOG_LEVEL') ?? 'info',
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
