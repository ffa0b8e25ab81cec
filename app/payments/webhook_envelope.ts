import MalformedEvent from '#app/payments/exceptions/malformed_event'

/** The parts of a webhook's body that are read. */
export interface WebhookEnvelope {
  event: string
  accountId: string | null
  /** Seconds since 1970. */
  createdAt: number | null
  /** Entities by kind, unchecked. */
  entities: Record<string, unknown>
}

type Members = Record<string, unknown>

/** Parses the body of a webhook. @throws {MalformedEvent} if it is no JSON object with a string `event` */
export function parseWebhook(body: string): WebhookEnvelope {
  const envelope = membersOf(parse(body))
  if (typeof envelope.event !== 'string') throw new MalformedEvent()
  const payload = membersOf(envelope.payload)
  const entities = Object.entries(payload).map(([kind, part]) => [kind, membersOf(part).entity])
  return {
    event: envelope.event,
    accountId: typeof envelope.account_id === 'string' ? envelope.account_id : null,
    createdAt: secondsOf(envelope.created_at) ?? secondsOf(payload.created_at),
    entities: Object.fromEntries(entities),
  }
}

/** Decodes a body. @throws {MalformedEvent} if it is not valid UTF-8 */
export function decodeBody(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    throw new MalformedEvent()
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new MalformedEvent()
  }
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {}
}

function secondsOf(value: unknown): number | null {
  return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : null
}
