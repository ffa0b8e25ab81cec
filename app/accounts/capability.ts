import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import { thetaApi } from '#app/accounts/api'
import { auditActions, auditAttributes, auditTargets } from '#app/accounts/audit_actions'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import PersonInvited from '#app/accounts/events/person_invited'
import PasswordForgotten from '#app/accounts/events/password_forgotten'

export default defineCapability({
  name: 'accounts',
  system: 'theta',
  api: thetaApi,
  guards: () => import('#app/accounts/guards'),
  guard: 'api',
  routes: () => import('#app/accounts/routes'),
  limits: () => import('#app/accounts/limits'),
  subscriptions: [
    follow(ActivationCodeIssued, [() => import('#app/accounts/listeners/send_activation_code')]),
    follow(PasswordForgotten, [() => import('#app/accounts/listeners/send_password_reset')]),
    follow(PersonInvited, [() => import('#app/accounts/listeners/send_invitation')]),
  ],
  schedules: [
    {
      id: 'accounts.purge_expired',
      cron: '17 3 * * *',
      run: () => import('#app/accounts/actions/purge_expired'),
    },
  ],
  invariants: [
    () => import('#app/accounts/invariants/emails_are_unique'),
    () => import('#app/accounts/invariants/enrollments_are_unique'),
  ],
  auditActions,
  auditTargets,
  auditAttributes,
  personalData: () => import('#app/accounts/personal_data'),
})
