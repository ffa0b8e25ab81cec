/** All capabilities, ordered by dependency: each may use those above it. */
export default [
  () => import('#app/platform/platform_capability'),
  () => import('#app/identity/capability'),
  () => import('#app/media/capability'),
  () => import('#app/accounts/capability'),
  () => import('#app/catalog/capability'),
  () => import('#app/learning/capability'),
  () => import('#app/payments/capability'),
  () => import('#app/members/capability'),
  () => import('#app/reporting/capability'),
  () => import('#app/operations/capability'),
  () => import('#app/admin/capability'),
]
