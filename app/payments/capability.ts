import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import { auditActions, auditAttributes, auditTargets } from '#app/payments/audit_actions'
import PersonErased from '#app/accounts/events/person_erased'
import SendInvoiceMail from '#app/payments/events/send_invoice_mail'
import SendCourseMail from '#app/payments/events/send_course_mail'
import DisputeLost from '#app/payments/events/dispute_lost'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'
import PaymentCaptured from '#app/payments/events/payment_captured'
import ProcessWebhookEvent from '#app/payments/events/process_webhook_event'
import RefundPayment from '#app/payments/events/refund_payment'
import RefundProcessed from '#app/payments/events/refund_processed'
import { webhooksApi } from '#app/payments/webhooks_api'

export default defineCapability({
  name: 'payments',
  system: 'theta',
  guard: 'api',
  api: webhooksApi,
  routes: () => import('#app/payments/routes'),
  limits: () => import('#app/payments/limits'),
  bindings: () => import('#app/payments/bindings'),
  subscriptions: [
    follow(LearnerEnrolled, [() => import('#app/payments/listeners/start_learning')]),
    follow(SendCourseMail, [() => import('#app/payments/listeners/mail_course')]),
    follow(PaymentCaptured, [() => import('#app/payments/actions/issue_invoice')]),
    follow(RefundProcessed, [() => import('#app/payments/listeners/credit_refund')]),
    follow(DisputeLost, [() => import('#app/payments/listeners/credit_dispute')]),
    follow(SendInvoiceMail, [() => import('#app/payments/listeners/mail_invoice')]),
    follow(PersonErased, [() => import('#app/payments/listeners/erase_billing_details')]),
    follow(RefundPayment, [() => import('#app/payments/actions/send_refund')]),
    follow(ProcessWebhookEvent, [() => import('#app/payments/actions/handle_webhook_event')]),
  ],
  schedules: [
    {
      id: 'payments.purge_webhook_bodies',
      cron: '10 22 * * *',
      run: () => import('#app/payments/actions/purge_webhook_bodies'),
    },
    {
      id: 'payments.check_orders',
      every: '30 seconds',
      run: () => import('#app/payments/actions/check_due_orders'),
    },
    {
      id: 'payments.check_refunds',
      every: '5 minutes',
      run: () => import('#app/payments/actions/check_refunds'),
    },
    {
      id: 'payments.reconcile',
      cron: '0 21 * * *', // 02:30 in India
      run: () => import('#app/payments/actions/reconcile_nightly'),
    },
  ],
  checks: [() => import('#app/payments/gateways/payments_check')],
  invariants: [
    () => import('#app/payments/invariants/paid_orders_have_payments'),
    () => import('#app/payments/invariants/payments_are_unique'),
    () => import('#app/payments/invariants/payments_have_enrollments'),
    () => import('#app/payments/invariants/enrollments_have_progress'),
    () => import('#app/payments/invariants/progress_has_enrollments'),
    () => import('#app/payments/invariants/enrollments_have_reasons'),
    () => import('#app/payments/invariants/ledger_ends_in_states'),
    () => import('#app/payments/invariants/refunds_fit_payments'),
    () => import('#app/payments/invariants/events_and_refunds_are_finished'),
    () => import('#app/payments/invariants/captured_payments_have_invoices'),
    () => import('#app/payments/invariants/refunds_have_credit_notes'),
    () => import('#app/payments/invariants/invoice_numbers_have_no_gaps'),
    () => import('#app/payments/invariants/invoices_add_up'),
    () => import('#app/payments/invariants/coupons_stay_within_limits'),
  ],
  auditActions,
  auditTargets,
  auditAttributes,
  personalData: [
    () => import('#app/payments/personal_data'),
    () => import('#app/payments/invoices/personal_data'),
  ],
  navigation: [
    { label: 'Payments', icon: 'indian-rupee', route: 'admin.payments.index', position: 40 },
  ],
})
