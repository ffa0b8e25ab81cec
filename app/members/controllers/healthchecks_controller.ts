import type { HttpContext } from '@adonisjs/core/http'

/** Health checks by the names of the services that the message board once consisted of. */
const SERVICES: Record<string, string> = {
  auth: 'auth-service',
  users: 'user-service',
  messages: 'message-service',
  events: 'sse-service',
}

export default class HealthchecksController {
  async show({ params, response }: HttpContext) {
    return response.send({ status: 'ok', service: SERVICES[params.service] })
  }

  /** Checked by the client's first version when it starts. */
  async empty({ response }: HttpContext) {
    return response.status(200).send('')
  }
}
