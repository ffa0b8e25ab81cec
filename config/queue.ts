import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { defineConfig, drivers } from '@adonisjs/queue'

/** Only one of the adapters is named: the queue connects to each that is. */
export default defineConfig({
  default: env.get('REDIS_URL') ? 'redis' : 'database',
  adapters: env.get('REDIS_URL')
    ? { redis: drivers.redis({ connectionName: 'main' }) }
    : { database: drivers.database() },
  worker: { concurrency: 4, idleDelay: '500ms' },
  locations: [app.makePath('app/**/jobs/*.{ts,js}')],
})
