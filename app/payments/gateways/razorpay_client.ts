import Razorpay from 'razorpay'

export interface ClientConfig {
  keyId: string
  keySecret: string
  baseUrl?: string
  timeoutInMs: number
  /** Carries out requests instead of HTTP. */
  adapter?: RequestAdapter
}

/** Carries out a request of axios. It rejects with an error that has a `response` unless the status is 2xx. */
export type RequestAdapter = (request: OutgoingRequest) => Promise<unknown>

export interface OutgoingRequest {
  method?: string
  /** Path, without the query string. */
  url?: string
  params?: Record<string, unknown>
  /** Body: an object in interceptors, JSON in adapters. */
  data?: unknown
  headers: { set(name: string, value: string): void } & Record<string, unknown>
  signal?: AbortSignal
}

/** The parts used here of the package's axios client, which its types omit. */
interface RequestClient {
  defaults: { baseURL?: string; maxRedirects?: number; adapter?: RequestAdapter }
  interceptors: {
    request: { use(prepare: (request: OutgoingRequest) => OutgoingRequest): void }
    response: { use(fulfilled: undefined, rejected: (error: RequestFailure) => never): void }
  }
}

interface RequestFailure extends Error {
  code?: string
  response?: { data: unknown }
}

/** Creates the official client and sets options of its axios client that the package does not expose. */
export function razorpayClient({ keyId, keySecret, timeoutInMs, ...config }: ClientConfig) {
  const client = new Razorpay({ key_id: keyId, key_secret: keySecret })
  const { rq } = client.api as unknown as { rq: RequestClient }
  if (config.baseUrl) rq.defaults.baseURL = config.baseUrl
  if (config.adapter) rq.defaults.adapter = config.adapter
  rq.defaults.maxRedirects = 0
  // The signal limits the whole exchange; the client's own timeout stops at the first byte of the response.
  rq.interceptors.request.use((request) =>
    Object.assign(withRefundKey(request), { signal: AbortSignal.timeout(timeoutInMs) })
  )
  rq.interceptors.response.use(undefined, (failure) => {
    throw withError(failure, timeoutInMs)
  })
  return client
}

/** Makes repeated refunds idempotent by their receipt. The package drops headers that callers add. */
function withRefundKey(request: OutgoingRequest): OutgoingRequest {
  const { receipt } = (request.data ?? {}) as { receipt?: unknown }
  if (/^\/v1\/payments\/\w+\/refund$/.test(request.url ?? '') && typeof receipt === 'string')
    request.headers.set('X-Refund-Idempotency', receipt)
  return request
}

/**
 * Describes failures without a response, and refusals in the form that disputes have. The package passes on only the
 * member `error` of the response's body; nothing else of the failure, because it contains the key secret.
 */
function withError(failure: RequestFailure, timeoutInMs: number): RequestFailure {
  const { code, response } = failure
  if (!response) {
    const isLate = code === 'ERR_CANCELED'
    const description = isLate ? `no answer within ${timeoutInMs} ms` : failure.message
    failure.response = { data: { error: { code, description } } }
  } else if (Array.isArray((response.data as { errors?: unknown } | null)?.errors)) {
    const { errors } = response.data as { errors: unknown[] }
    response.data = { error: { description: JSON.stringify(errors) } }
  } else if (!response.data) {
    response.data = {}
  }
  return failure
}
