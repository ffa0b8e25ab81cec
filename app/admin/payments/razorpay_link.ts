import payments from '#config/payments'

const DASHBOARD = 'https://dashboard.razorpay.com/app'

/** Link to a record in Razorpay's dashboard; undefined in the sandbox, whose records exist only here. */
export function razorpayLink(
  records: 'orders' | 'payments',
  id: string,
  isConnected = payments.razorpay !== undefined
) {
  if (!isConnected) return undefined
  return { href: `${DASHBOARD}/${records}/${encodeURIComponent(id)}`, label: 'Open in Razorpay' }
}
