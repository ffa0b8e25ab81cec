import { defineCapability } from '#app/platform/capability'
import { auditActions, auditAttributes, auditTargets } from '#app/media/audit_actions'

export default defineCapability({
  name: 'media',
  routes: () => import('#app/media/routes'),
  bindings: () => import('#app/media/bindings'),
  schedules: [
    {
      id: 'media.purge_uploads',
      cron: '47 3 * * *',
      run: () => import('#app/media/actions/purge_uploads'),
    },
  ],
  checks: [() => import('#app/media/files_check')],
  invariants: [() => import('#app/media/invariants/uploads_have_records')],
  auditActions,
  auditTargets,
  auditAttributes,
  navigation: [{ label: 'Media', icon: 'film', route: 'admin.media.index', position: 50 }],
})
