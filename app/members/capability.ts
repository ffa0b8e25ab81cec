import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import { membersApi } from '#app/members/api'
import PurgeMessage from '#app/members/events/purge_message'
import { auditActions, auditTargets } from '#app/members/audit_actions'

export default defineCapability({
  name: 'members',
  system: 'members',
  api: membersApi,
  guards: () => import('#app/members/guards'),
  guard: 'members',
  routes: () => import('#app/members/routes'),
  limits: () => import('#app/members/limits'),
  purposes: () => import('#app/members/purposes'),
  subscriptions: [
    follow(PurgeMessage, [() => import('#app/members/actions/purge_removed_message')]),
    follow(RemoveFileUnlessUsed, [() => import('#app/members/actions/remove_unused_avatar')]),
  ],
  schedules: [
    {
      id: 'members.purge',
      cron: '27 3 * * *',
      run: () => import('#app/members/actions/purge_members'),
    },
  ],
  navigation: [
    { label: 'Board', icon: 'message-square-text', route: 'admin.members.index', position: 45 },
  ],
  auditActions,
  auditTargets,
})
