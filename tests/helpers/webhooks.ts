import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { BACKEND } from '#tests/helpers/forms'

const FIXTURES = new URL('../fixtures/razorpay_events.jsonl', import.meta.url)

/** The bodies of the fourteen events, byte by byte as Razorpay documents them. */
export const EVENT_BODIES: readonly string[] = readFileSync(FIXTURES, 'utf8').trim().split('\n')

/** A fixture with other members; `null` for a payload's part removes it. */
export function eventBody(
  name: string,
  change: (event: Record<string, any>) => void = () => {}
): string {
  const body = EVENT_BODIES.find((one) => JSON.parse(one).event === name)!
  const event = JSON.parse(body)
  change(event)
  return JSON.stringify(event)
}

export interface Delivery {
  id?: string
  signature?: string
  secret?: string
}

export function signatureOf(body: string | Buffer, secret = 'sandbox_webhook_secret'): string {
  return createHmac('sha256', secret).update(body).digest('hex')
}

/** Delivers a body as Razorpay does; signed unless a signature is given. */
export async function deliver(
  body: string | Buffer,
  { id, secret, signature = signatureOf(body, secret) }: Delivery = {}
): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(signature && { 'x-razorpay-signature': signature }),
    ...(id && { 'x-razorpay-event-id': id }),
  }
  const init = {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : new Uint8Array(body),
  }
  return fetch(`${BACKEND}/api/webhooks/razorpay`, init)
}
