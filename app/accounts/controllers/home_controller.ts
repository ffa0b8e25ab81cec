import type { HttpContext } from '@adonisjs/core/http'
import { frontendOrigins } from '#config/app'

export default class HomeController {
  /** A browser learns what this is and where to go; anything else gets a line of text. */
  async show({ request, response, view }: HttpContext) {
    response.append('vary', 'accept')
    if (request.accepts(['text', 'html']) === 'html') {
      return view.render('pages/home', { frontend: frontendOrigins[0] })
    }
    return response
      .type('text/plain; charset=utf-8')
      .send('Theta: the e-learning API is running.\n')
  }
}
