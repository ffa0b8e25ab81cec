import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '#tests/chaos/random'

/** Time after which a request counts as lost, since its process may be frozen. */
const TIMEOUT_IN_MS = 60_000

/** Bounds for repeating a call. */
const MOST_ATTEMPTS = 4
const GIVES_UP_AFTER_MS = 60_000

export interface Call {
  method?: 'GET' | 'POST' | 'DELETE'
  path: string
  headers?: Record<string, string>
  json?: unknown
  form?: () => FormData
}

export interface Answer {
  /** 0 without an answer. */
  status: number
  body: any
  /** No connection was accepted, so that nothing was sent. */
  isRefused?: boolean
}

export interface Expected {
  /** Statuses of success. */
  success: number[]
  /** Statuses of a repeated call whose first answer was lost or 503, so that its outcome is unknown. */
  repeated?: number[]
  /** Statuses that the situation explains. */
  explained?: () => number[]
}

/** Sends requests to any of the servers, and counts the answers. */
export class Client {
  readonly statuses: Record<number, number> = {}
  refusedConnections = 0
  /** Answers that neither success nor any fault explains. */
  readonly unexpected: string[] = []

  constructor(private urls: readonly string[]) {}

  get requestCount(): number {
    return Object.values(this.statuses).reduce((sum, count) => sum + count, 0)
  }

  /**
   * Repeats a call until its outcome is known: success or refusal. A server that accepts no connection is passed over, as
   * a load balancer does.
   *
   * @returns undefined if it was refused, or its outcome is still unknown after all attempts
   */
  async insist(call: Call, expected: Expected, random: Random): Promise<Answer | undefined> {
    const { success, repeated = [], explained = () => [] } = expected
    const deadline = Date.now() + GIVES_UP_AFTER_MS
    for (let sent = 0; sent < MOST_ATTEMPTS && Date.now() < deadline;) {
      const answer = await this.send(call, random.pick(this.urls))
      if (success.includes(answer.status)) return answer
      if (!isUnavailable(answer) && answer.status !== 0) {
        const tolerated = [429, ...explained(), ...(sent > 0 ? repeated : [])]
        if (!tolerated.includes(answer.status)) this.report(call, answer)
        return undefined
      }
      if (!answer.isRefused) sent++
      await sleep(random.between(100, 1_000))
    }
    return undefined
  }

  async send(call: Call, url: string): Promise<Answer> {
    const answer = await attempt(call, url)
    if (answer.isRefused) this.refusedConnections++
    else this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1
    if (answer.status >= 500 && !isUnavailable(answer)) this.report(call, answer)
    return answer
  }

  private report({ method, path }: Call, { status, body }: Answer) {
    const line = `${method ?? 'GET'} ${path} → ${status} ${JSON.stringify(body)?.slice(0, 300)}`
    if (!this.unexpected.includes(line)) this.unexpected.push(`${new Date().toISOString()} ${line}`)
  }
}

/** The payment gateway is a sandbox in each server, which can't create an order while the disk is full. */
function isUnavailable({ status, body }: Answer): boolean {
  return status === 503 || (status === 502 && body?.code === 'E_GATEWAY_UNAVAILABLE')
}

async function attempt(
  { method = 'GET', path, headers, json, form }: Call,
  url: string
): Promise<Answer> {
  const body = form?.() ?? (json === undefined ? undefined : JSON.stringify(json))
  const type: Record<string, string> =
    json === undefined ? {} : { 'content-type': 'application/json' }
  try {
    const signal = AbortSignal.timeout(TIMEOUT_IN_MS)
    const response = await fetch(url + path, {
      method,
      body,
      signal,
      headers: { ...type, ...headers },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, body: isJson ? JSON.parse(text) : text }
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string }
    return { status: 0, body: undefined, isRefused: code === 'ECONNREFUSED' }
  }
}
