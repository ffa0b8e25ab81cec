import vine from '@vinejs/vine'

/** A field of a payment. Missing or malformed values become empty, which fails the signature check (400). */
const signedMember = (form: RegExp) =>
  vine.string().parse((value) => (typeof value === 'string' && form.test(value) ? value : ''))

/** An id issued by the gateway. */
const gatewayId = () => signedMember(/^\w{1,64}$/)

/** A coupon's code; empty or `null` for none. */
export const checkoutValidator = vine.create({
  coupon: vine.string().trim().maxLength(32).optional(),
})

export const verificationValidator = vine.create({
  razorpay_order_id: gatewayId(),
  razorpay_payment_id: gatewayId(),
  razorpay_signature: signedMember(/^[0-9a-f]{64}$/),
})
