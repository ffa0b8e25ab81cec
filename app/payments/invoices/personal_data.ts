import BillingDetails from '#app/payments/models/billing_details'
import CouponRedemption from '#app/payments/models/coupon_redemption'
import Invoice from '#app/payments/models/invoice'
import { billingJson } from '#app/payments/transformers/billing_transformer'
import type PersonalData from '#app/platform/personal_data'

/**
 * Billing details, invoices and coupons. The details are deleted when the person is erased; invoices are kept as they
 * were issued, as tax law requires.
 */
export default class InvoiceData implements PersonalData {
  readonly name = 'invoices'

  async of(userId: string) {
    const details = await BillingDetails.find(userId)
    const invoices = await Invoice.query().where({ userId }).orderBy('id')
    const redemptions = await CouponRedemption.query()
      .where({ userId })
      .preload('coupon')
      .orderBy('id')
    if (!details && invoices.length === 0 && redemptions.length === 0) return null
    return {
      billing: billingJson(details),
      documents: invoices.map(({ snapshot }) => snapshot),
      coupons: redemptions.map(({ coupon, courseId, orderId, state, createdAt, redeemedAt }) => {
        return { code: coupon.code, courseId, orderId, state, createdAt, redeemedAt }
      }),
    }
  }
}
