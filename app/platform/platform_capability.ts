import { defineCapability } from '#app/platform/capability'
import { pagesSurface } from '#app/platform/api/pages_surface'
import { auditActions, auditTargets } from '#app/platform/outbox/audit_actions'

export default defineCapability({
  name: 'platform',
  api: pagesSurface,
  routes: () => import('#app/platform/routes'),
  bindings: () => import('#app/platform/bindings'),
  auditActions,
  auditTargets,
})
