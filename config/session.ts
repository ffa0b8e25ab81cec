import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

/**
 * What the dashboard remembers between two requests: the CSRF secret, messages for the next page, and what was typed
 * when a sign-in had ended. Who is signed in is not in it (see `DashboardSessions`), and the API knows tokens.
 * What has expired is purged daily (`PurgeExpired`), and not at times behind somebody's request.
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
