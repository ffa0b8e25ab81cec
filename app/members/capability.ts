import { defineCapability } from '#app/platform/capability'
import { membersApi } from '#app/members/api'
import { auditActions, auditTargets } from '#app/members/audit_actions'

export default defineCapability({
  name: 'members',
  system: 'members',
  api: membersApi,
  guards: () => import('#app/members/guards'),
  guard: 'members',
  auditActions,
  auditTargets,
})
