import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { readRawBody } from '#app/platform/raw_body'
import ReceiveWebhook from '#app/payments/actions/receive_webhook'

const LIMIT_IN_BYTES = 1024 * 1024

@inject()
export default class WebhooksController {
  constructor(private receiveWebhook: ReceiveWebhook) {}

  async store({ request }: HttpContext) {
    const body = await readRawBody(request.request, { limitInBytes: LIMIT_IN_BYTES })
    const signature = request.header('x-razorpay-signature') ?? ''
    await this.receiveWebhook.handle({ body, signature, id: request.header('x-razorpay-event-id') })
    return { received: true }
  }
}
