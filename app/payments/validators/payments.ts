import vine from '@vinejs/vine'

/** An id that the gateway gave. */
const gatewayId = () => vine.string().regex(/^\w{1,64}$/)

export const verificationValidator = vine.create({
  razorpay_order_id: gatewayId(),
  razorpay_payment_id: gatewayId(),
  /** Whatever it looks like: one that is no signature at all is as wrong as a forged one. */
  razorpay_signature: vine.string().maxLength(1024),
})
