import { defineCapability } from '#app/platform/capability'
import { auditActions, auditTargets } from '#app/platform/outbox/audit_actions'

export default defineCapability({
  name: 'platform',
  routes: () => import('#app/platform/routes'),
  bindings: () => import('#app/platform/bindings'),
  auditActions,
  auditTargets,
})
