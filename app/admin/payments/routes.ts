import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { dashboardRoutes } from '#app/admin/layout/dashboard_group'
import { OBJECT_ID } from '#app/platform/ids'

const {
  Coupons,
  CouponStates,
  Findings,
  Invoices,
  OrderChecks,
  OrderRefunds,
  Orders,
  Payments,
  Revenue,
} = controllers.admin.payments

dashboardRoutes(() => {
  router
    .group(() => {
      router.get('', [Payments, 'index']).as('index')
      router.get('export', [Payments, 'export']).as('export')
      router.get('orders', [Orders, 'index']).as('orders.index')
      router.get('orders/export', [Orders, 'export']).as('orders.export')
      router.get('orders/:id', [Orders, 'show']).as('orders.show')
      router.post('orders/:id/refunds', [OrderRefunds, 'store']).as('orders.refunds')
      router.post('orders/:id/check', [OrderChecks, 'store']).as('orders.check')

      router.get('coupons', [Coupons, 'index']).as('coupons.index')
      router.get('coupons/new', [Coupons, 'create']).as('coupons.create')
      router.post('coupons', [Coupons, 'store']).as('coupons.store')
      router.get('coupons/:id', [Coupons, 'show']).as('coupons.show')
      router.post('coupons/:id', [Coupons, 'update']).as('coupons.update')
      router.post('coupons/:id/state', [CouponStates, 'update']).as('coupons.state')
      router.post('coupons/:id/delete', [CouponStates, 'destroy']).as('coupons.destroy')

      router.get('findings', [Findings, 'index']).as('findings.index')
      router.get('findings/:id', [Findings, 'show']).as('findings.show')
      router.post('findings/:id/solve', [Findings, 'solve']).as('findings.solve')

      router.get('invoices', [Invoices, 'index']).as('invoices.index')
      router.get('invoices/:id', [Invoices, 'show']).as('invoices.show')
      router.get('gst/export', [Invoices, 'export']).as('gst.export')
      router.get('revenue', [Revenue, 'show']).as('revenue')

      router.get(':id', [Payments, 'show']).as('show')
    })
    .prefix('payments')
    .where('id', OBJECT_ID)
    .as('payments')
})
