import router from '@adonisjs/core/services/router'
import config from '#config/payments'
import { controllers } from '#generated/controllers'
import { OBJECT_ID } from '#app/platform/ids'
import { middleware } from '#app/accounts/middleware'
import * as limits from '#app/payments/limits'

const {
  Billing,
  Checkouts,
  CouponChanges,
  Coupons,
  Findings,
  Gst,
  Invoices,
  OrderLedgers,
  Orders,
  Refunds,
  SandboxCheckouts,
  Verifications,
  Webhooks,
} = controllers.payments

router
  .group(() => {
    router
      .post('course/checkout/:id', [Checkouts, 'store'])
      .as('checkouts.store')
      .use([middleware.authenticate(), limits.checkout])
    router
      .post('verification/:courseId', [Verifications, 'store'])
      .as('verifications.store')
      .use(middleware.authenticate())
    router
      .get('coupons/:code', [Coupons, 'show'])
      .as('coupons.show')
      .use([middleware.authenticate(), limits.coupon])
    router
      .group(() => {
        router.get('orders', [Orders, 'index']).as('orders.index')
        router.get('orders/:id/invoice', [Invoices, 'show']).as('invoices.show')
        router.get('user/billing', [Billing, 'show']).as('billing.show')
        router.put('user/billing', [Billing, 'update']).as('billing.update')
      })
      .use(middleware.authenticate())
  })
  .prefix('api')
  .where('id', OBJECT_ID)
  .where('courseId', OBJECT_ID)
  .as('payments')

router
  .group(() => {
    router.get('gst.csv', [Gst, 'export']).as('gst.export')
    router.get('coupons', [CouponChanges, 'index']).as('coupons.index')
    router.post('coupons', [CouponChanges, 'store']).as('coupons.store')
    router.get('coupons/:id', [CouponChanges, 'show']).as('coupons.show')
    router.patch('coupons/:id', [CouponChanges, 'update']).as('coupons.update')
    router.delete('coupons/:id', [CouponChanges, 'destroy']).as('coupons.destroy')
    router.get('orders/:id', [OrderLedgers, 'show']).as('orders.show')
    router.post('orders/:id/refunds', [Refunds, 'store']).as('refunds.store')
    router.get('refunds', [Refunds, 'index']).as('refunds.index')
    router.get('findings', [Findings, 'index']).as('findings.index')
    router.post('findings/:id/solve', [Findings, 'solve']).as('findings.solve')
  })
  .prefix('api/admin')
  .where('id', OBJECT_ID)
  .use(middleware.authenticate())
  .as('payments.administration')

/** Authenticated by its signature. It has a surface of its own, without CORS and rate limit. */
router.post('/api/webhooks/razorpay', [Webhooks, 'store']).as('payments.webhooks.store')

/** With a Razorpay account, learners pay on its pages. */
if (!config.razorpay) {
  router
    .route('/sandbox/razorpay/*', ['GET', 'POST'], [SandboxCheckouts, 'handle'])
    .as('payments.sandbox')
}
