import { createHash, timingSafeEqual } from 'node:crypto'
import { inject } from '@adonisjs/core'
import { errors } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import config from '#config/members'
import DispatchEvents from '#app/members/actions/dispatch_events'
import WrongInternalSecret from '#app/members/exceptions/wrong_internal_secret'
import { dispatchedEventValidator, dispatchValidator } from '#app/members/validators/events'

/** Lets other services publish live events. */
@inject()
export default class DispatchesController {
  constructor(private dispatchEvents: DispatchEvents) {}

  /** Responds with 204 even if some events are invalid; those are logged and not published. */
  async store({ request, response, logger }: HttpContext) {
    this.authorize(request)
    const [, body] = await dispatchValidator.tryValidate(request.body())
    const results = (body?.events ?? []).map((event) => dispatchedEventValidator.tryValidate(event))
    const judged = await Promise.all(results)
    const valid = judged.flatMap(([, event]) => event ?? [])
    if (!body || valid.length < results.length) logger.warn('invalid events were not dispatched')
    await this.dispatchEvents.handle(valid)
    return response.noContent()
  }

  /** @throws {E_ROUTE_NOT_FOUND} if the application has no secret, so that nobody can call it */
  private authorize(request: HttpContext['request']) {
    const secret = config.internalApiSecret?.release()
    if (!secret) throw new errors.E_ROUTE_NOT_FOUND([request.method(), request.url()])
    const given = request.header('x-internal-api-secret') ?? ''
    if (!timingSafeEqual(digest(given), digest(secret))) throw new WrongInternalSecret()
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
