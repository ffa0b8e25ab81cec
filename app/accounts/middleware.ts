import router from '@adonisjs/core/services/router'

/** Both ask for a signed-in user: of the API, and of the dashboard. */
export const middleware = router.named({
  authenticate: () => import('#app/accounts/middleware/authenticate_middleware'),
  dashboard: () => import('#app/accounts/middleware/dashboard_middleware'),
})
