import type { HttpContext } from '@adonisjs/core/http'
import { frontendOrigins } from '#config/app'

export default class HomeController {
  /** Renders a page with links for browsers, and a line of text for other clients. */
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
