import router from '@adonisjs/core/services/router'

/**
 * Middleware for routes that require a member. Attach them in this order: member, CSRF token, role.
 */
export const middleware = router.named({
  member: () => import('#app/members/middleware/member_middleware'),
  refreshCookie: () => import('#app/members/middleware/refresh_cookie_middleware'),
  csrf: () => import('#app/members/middleware/csrf_middleware'),
  role: () => import('#app/members/middleware/role_middleware'),
})
