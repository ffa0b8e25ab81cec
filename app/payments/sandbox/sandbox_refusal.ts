/** A refusal of Razorpay's API: the member `error` of its response. */
export default class SandboxRefusal extends Error {
  readonly status: number

  constructor(
    description: string,
    private details: {
      status?: number
      reason?: string
      field?: string
      metadata?: Record<string, string>
    } = {}
  ) {
    super(description)
    this.status = details.status ?? 400
  }

  get body() {
    const { reason = 'input_validation_failed', field, metadata = {} } = this.details
    const error = {
      code: 'BAD_REQUEST_ERROR',
      description: this.message,
      source: 'business',
      step: 'payment_initiation',
      reason,
      metadata,
      ...(field && { field }),
    }
    return { error }
  }
}
