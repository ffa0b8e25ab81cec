import { defineCapability } from '#app/platform/capability'
import { pagesSurface } from '#app/platform/api/pages_surface'
import { auditActions, auditAttributes, auditTargets } from '#app/platform/outbox/audit_actions'

export default defineCapability({
  name: 'platform',
  api: pagesSurface,
  routes: () => import('#app/platform/routes'),
  bindings: () => import('#app/platform/bindings'),
  checks: [
    () => import('#app/platform/sql/sql_check'),
    () => import('#app/platform/mongo/mongo_check'),
    () => import('#app/platform/health/redis_check'),
    () => import('#app/platform/mail/mail_check'),
  ],
  schedules: [
    {
      id: 'platform.purge_live_events',
      every: '1 minute',
      run: () => import('#app/platform/live_events/purge_live_events'),
    },
  ],
  invariants: [
    () => import('#app/platform/invariants/jobs_are_done'),
    () => import('#app/platform/invariants/rows_refer_to_rows'),
  ],
  auditActions,
  auditTargets,
  auditAttributes,
})
