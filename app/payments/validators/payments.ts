import vine from '@vinejs/vine'

/** A member of a payment. One that is missing or malformed reads as empty: nobody signs such a payment (400). */
const signedMember = (form: RegExp) =>
  vine.string().parse((value) => (typeof value === 'string' && form.test(value) ? value : ''))

/** An id that the gateway gave. */
const gatewayId = () => signedMember(/^\w{1,64}$/)

export const verificationValidator = vine.create({
  razorpay_order_id: gatewayId(),
  razorpay_payment_id: gatewayId(),
  razorpay_signature: signedMember(/^[0-9a-f]{64}$/),
})
