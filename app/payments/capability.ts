import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import { auditActions, auditAttributes, auditTargets } from '#app/payments/audit_actions'
import SendCourseMail from '#app/payments/events/send_course_mail'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'

export default defineCapability({
  name: 'payments',
  system: 'theta',
  guard: 'api',
  routes: () => import('#app/payments/routes'),
  limits: () => import('#app/payments/limits'),
  bindings: () => import('#app/payments/bindings'),
  subscriptions: [
    follow(LearnerEnrolled, [() => import('#app/learning/actions/start_progress')]),
    follow(SendCourseMail, [() => import('#app/payments/listeners/mail_course')]),
  ],
  checks: [() => import('#app/payments/gateways/payments_check')],
  auditActions,
  auditTargets,
  auditAttributes,
  personalData: () => import('#app/payments/personal_data'),
  navigation: [
    { label: 'Payments', icon: 'indian-rupee', route: 'admin.payments.index', position: 40 },
  ],
})
