import { inject } from '@adonisjs/core'
import { errors, type HttpContext } from '@adonisjs/core/http'
import SandboxCheckout from '#app/payments/sandbox/sandbox_checkout'

/** Pages of the sandbox that stand in for Razorpay's checkout. */
@inject()
export default class SandboxCheckoutsController {
  constructor(private checkout: SandboxCheckout) {}

  async handle({ params, request, response }: HttpContext) {
    const [path, query] = [params['*'].join('/'), new URLSearchParams(request.qs())]
    const answer = await this.checkout.handle(request.method(), path, query)
    if (!answer) throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
    for (const [name, value] of Object.entries(answer.headers)) response.header(name, value)
    response.status(answer.status).type(answer.type)
    return response.send(answer.body)
  }
}
