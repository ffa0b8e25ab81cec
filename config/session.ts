import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

/**
 * Session data of the dashboard: the CSRF secret, flash messages, and form input that was
 * interrupted by the end of a session. Authentication is separate (see `DashboardSessions`), and
 * the API uses tokens. `PurgeExpired` deletes expired rows daily, instead of the store during
 * random requests.
 */
export default defineConfig({
  enabled: true,
  cookieName: 'theta_session',
  clearWithBrowser: false,
  age: '7 days',
  cookie: {
    path: '/admin',
    httpOnly: true,
    secure: app.inProduction && appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
  store: 'database',
  stores: { database: stores.database({ tableName: 'sessions', gcProbability: 0 }) },
})
