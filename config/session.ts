import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { defineConfig } from '@adonisjs/session'
import { dashboardSessions } from '#app/admin/layout/session_store'

/**
 * Session data of the dashboard: the CSRF secret, flash messages, and form input that was
 * interrupted by the end of a session. Authentication is separate (see `DashboardSessions`), and
 * the API has no session. Guests' sessions are stored in cookies, so only signed-in users have
 * rows. Expired rows are deleted daily (`PurgeExpired`), never during a request.
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
