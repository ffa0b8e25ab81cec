import type { GatewayDispute } from '#app/payments/gateways/gateway_entities'
import type SandboxAccount from '#app/payments/sandbox/sandbox_account'
import type { PaymentOutcome } from '#app/payments/sandbox/sandbox_account'
import type { SandboxRequest, SandboxResponse } from '#app/payments/sandbox/sandbox_api'
import SandboxRefusal from '#app/payments/sandbox/sandbox_refusal'
import { type Fault, FAULT_NAMES } from '#tests/fakes/razorpay/faults'

/** A fake, as far as it can be controlled. */
export interface Controllable {
  account: SandboxAccount
  fail(name: Fault['name'], options?: Omit<Fault, 'name'>): void
  recover(): void
}

interface Target {
  id: string
  /** Last segment of the path. */
  verb: string
  query: URLSearchParams
}

type Control = (fake: Controllable, target: Target) => unknown

/** Events outside the API: at banks, in Razorpay's dashboard, or by mishap. */
const CONTROLS: [RegExp, Control][] = [
  [/^orders\/(\w+)\/pay$/, ({ account }, { id, query }) => account.pay(id, outcomeIn(query))],
  [/^payments\/(\w+)\/authorize$/, ({ account }, { id }) => account.authorize(id)],
  [/^payments\/(\w+)\/fail$/, ({ account }, { id }) => account.fail(id)],
  [/^payments\/(\w+)\/capture$/, ({ account }, { id }) => account.capture(id)],
  [/^payments\/(\w+)\/give-back$/, ({ account }, { id }) => account.giveBack(id)],
  [
    /^payments\/(\w+)\/refund$/,
    ({ account }, { id, query }) => account.refund(id, amountIn(query)),
  ],
  [/^payments\/(\w+)\/dispute$/, ({ account }, { id }) => account.dispute(id)],
  [
    /^refunds\/(\w+)\/(?:processed|failed)$/,
    ({ account }, { id, verb }) => account.settleRefund(id, verb as 'processed' | 'failed'),
  ],
  [
    /^disputes\/(\w+)\/(?:open|under_review|won|lost|closed)$/,
    ({ account }, { id, verb }) => account.settleDispute(id, verb as GatewayDispute['status']),
  ],
  [/^faults$/, addFault],
  [/^recover$/, (fake) => fake.recover()],
]

/** Carries out a `POST` to `/fake/<control>`. */
export function handleControl(
  fake: Controllable,
  path: string,
  { method, query }: SandboxRequest
): SandboxResponse {
  try {
    for (const [pattern, control] of method === 'POST' ? CONTROLS : []) {
      const match = pattern.exec(path)
      if (!match) continue
      const target = { id: match[1] ?? '', verb: path.split('/').at(-1)!, query }
      return { status: 200, body: control(fake, target) ?? {} }
    }
    return { status: 404, body: { error: { description: 'Unknown control' } } }
  } catch (error) {
    if (!(error instanceof SandboxRefusal)) throw error
    return { status: error.status, body: error.body }
  }
}

function addFault(fake: Controllable, { query }: Target) {
  const name = FAULT_NAMES.find((one) => one === query.get('name'))
  if (!name) throw new SandboxRefusal(`The name must be one of ${FAULT_NAMES.join(', ')}`)
  fake.fail(name, {
    method: query.get('method') ?? undefined,
    path: query.get('path') ?? undefined,
    times: Number(query.get('times')) || undefined,
  })
}

function outcomeIn(query: URLSearchParams): PaymentOutcome | undefined {
  return (query.get('outcome') ?? undefined) as PaymentOutcome | undefined
}

function amountIn(query: URLSearchParams) {
  return query.has('amount') ? { amount: Number(query.get('amount')) } : {}
}
