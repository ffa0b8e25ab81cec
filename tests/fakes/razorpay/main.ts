/*
 * `npm run razorpay:fake`: serves the fake Razorpay until it is stopped.
 */
import { parseArgs } from 'node:util'
import FakeRazorpay from '#tests/fakes/razorpay/fake_razorpay'
import { FAULT_NAMES } from '#tests/fakes/razorpay/faults'

const { values } = parseArgs({
  options: {
    'port': { type: 'string', default: '3334' },
    'webhook': { type: 'string', default: 'http://127.0.0.1:3333/api/webhooks/razorpay' },
    'manual-capture': { type: 'boolean', default: false },
    'pending-refunds': { type: 'boolean', default: false },
    'unique-receipts': { type: 'boolean', default: false },
  },
})

const fake = await FakeRazorpay.start({
  port: Number(values.port),
  autoCapture: !values['manual-capture'],
  refunds: values['pending-refunds'] ? 'pending' : 'processed',
  uniqueReceipts: values['unique-receipts'],
  webhooks: { url: values.webhook! },
})

console.log(`
The fake Razorpay is running. Start the application with

  RAZORPAY_KEY_ID=sandbox
  RAZORPAY_KEY_SECRET=sandbox_secret
  RAZORPAY_WEBHOOK_SECRET=sandbox_webhook_secret
  RAZORPAY_BASE_URL=${fake.url}

  Checkout script   ${fake.url}/checkout/checkout.js
                    in place of https://checkout.razorpay.com/v1/checkout.js
  Webhooks          sent to ${values.webhook}
  Pay an order      curl -X POST '${fake.url}/fake/orders/<order>/pay?outcome=captured'
  Fail requests     curl -X POST '${fake.url}/fake/faults?name=serverError&path=/orders&times=3'
                    names: ${FAULT_NAMES.join(', ')}

Press Ctrl+C to stop.
`)
