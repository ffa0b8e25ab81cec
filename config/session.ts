import app from '@adonisjs/core/services/app'
import { appUrl } from '#config/app'
import { defineConfig, stores } from '@adonisjs/session'

/** Sessions are for server-rendered pages alone: the API knows tokens. */
export default defineConfig({
  enabled: true,
  cookieName: 'theta_session',
  clearWithBrowser: false,
  age: '2h',
  cookie: {
    path: '/admin',
    httpOnly: true,
    secure: app.inProduction && appUrl.startsWith('https:'),
    sameSite: 'lax',
  },
  store: 'cookie',
  stores: { cookie: stores.cookie() },
})
