import { defineCapability } from '#app/platform/capability'
import { auditActions, auditTargets } from '#app/platform/outbox/audit_actions'

export default defineCapability({
  name: 'platform',
  routes: () => import('#app/platform/routes'),
  bindings: () => import('#app/platform/bindings'),
  schedules: [
    {
      id: 'platform.sweep_outbox',
      every: '5s',
      run: () => import('#app/platform/outbox/jobs/sweep_outbox'),
    },
  ],
  auditActions,
  auditTargets,
})
