import { defineCapability } from '#app/platform/capability'
import { auditActions, auditTargets } from '#app/operations/audit_actions'

export default defineCapability({
  name: 'operations',
  auditActions,
  auditTargets,
})
