import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { defineConfig } from '@adonisjs/session'
import { dashboardSessions } from '#app/admin/layout/session_store'

/**
 * What the dashboard remembers between two requests: the CSRF secret, messages for the next page, and what was typed
 * when a sign-in had ended. It doesn't say who is signed in (see `DashboardSessions`), and the API has no session.
 * Guests' sessions are cookies, so only those who have signed in have rows. Expired rows are purged daily
 * (`PurgeExpired`), never during a request.
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
  store: 'dashboard',
  stores: { dashboard: dashboardSessions() },
})
