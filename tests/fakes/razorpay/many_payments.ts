/*
 * Serves a fake Razorpay with many captured payments, in a process of its own, so that tests can measure theirs.
 * Arguments: the number of payments, the time of the first one in seconds since 1970, and the seconds between them. The
 * ids are `order_Many` and `pay_Many` with the payment's number.
 */
import FakeRazorpay from '#tests/fakes/razorpay/fake_razorpay'
import { newOrder, newPayment } from '#app/payments/sandbox/sandbox_entities'

const [count, firstAt, secondsBetween] = process.argv.slice(2).map(Number)

const razorpay = await FakeRazorpay.start()
for (let number = 0; number < count; number++) {
  const createdAt = Math.floor(firstAt + number * secondsBetween)
  const order = newOrder({ amount: 49_900, currency: 'INR' }, createdAt)
  order.id = `order_Many${number}`
  razorpay.account.put('orders', { ...order, status: 'paid', amount_paid: 49_900 })
  const captured = { id: `pay_Many${number}`, status: 'captured', captured: true } as const
  razorpay.account.put('payments', { ...newPayment(order, createdAt), ...captured })
}
console.log(razorpay.url)
