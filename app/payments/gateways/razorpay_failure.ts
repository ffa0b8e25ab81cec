import GatewayBusy from '#app/payments/exceptions/gateway_busy'
import GatewayRefused from '#app/payments/exceptions/gateway_refused'
import GatewayUnavailable from '#app/payments/exceptions/gateway_unavailable'

/** Error that the package rejects with. The status is missing if there was no response. */
interface Rejection {
  statusCode?: number
  error?: {
    code?: string
    description?: string | null
    reason?: string | null
    metadata?: { order_id?: unknown } | null
  }
}

/** A failed request, as far as the API explained it. */
export default class RazorpayFailure {
  private readonly status: number | undefined
  private readonly error: NonNullable<Rejection['error']>

  /** @param thrown what the package rejected with */
  constructor(thrown: unknown) {
    const { statusCode, error } = (thrown ?? {}) as Rejection
    this.status = statusCode
    this.error = error ?? {}
  }

  /** The order that already has the receipt, if that is why an order was refused. */
  get orderWithReceipt(): string | undefined {
    const id = this.error.metadata?.order_id
    return this.isRefusal && typeof id === 'string' ? id : undefined
  }

  /** The exception for callers. Its cause names the status and the API's words, and contains no request. */
  toException(): GatewayRefused | GatewayUnavailable {
    const { description, reason } = this.error
    if (this.isRefusal && !NOT_ABOUT_THE_REQUEST.test(description!))
      return new GatewayRefused(description!, isTelling(reason) ? reason : null)
    const Unavailable = this.isBusy ? GatewayBusy : GatewayUnavailable
    return new Unavailable({ cause: new Error(this.explanation) })
  }

  /** Razorpay refuses whatever is invalid, unknown or too late with the status 400. */
  private get isRefusal(): boolean {
    const { code, description } = this.error
    const isOurFault = code === undefined || code === 'BAD_REQUEST_ERROR'
    return this.status === 400 && isOurFault && Boolean(description)
  }

  private get isBusy(): boolean {
    return this.status === 429 || this.status === 409
  }

  private get explanation(): string {
    const parts = [this.status, this.error.code, this.error.description].filter(isTelling)
    return `the Razorpay API failed: ${parts.join(' ') || 'no reason given'}`
  }
}

/** Refusals of wrong keys, which some endpoints answer with the status 400 too. They have no code of their own. */
const NOT_ABOUT_THE_REQUEST = /authentication failed|api key/i

/** Razorpay sends `NA` for members without a value. */
function isTelling<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null && value !== 'NA'
}
