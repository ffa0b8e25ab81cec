import { inject } from '@adonisjs/core'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { filled } from '#app/admin/frame/filled'
import { placesFor } from '#app/admin/search/places'
import { searchText } from '#app/platform/validators/parameters'
import SearchEverything from '#app/reporting/queries/search_everything'

const searchValidator = vine.create({ q: searchText() })

@inject()
export default class SearchController {
  constructor(private searchEverything: SearchEverything) {}

  async show({ request, view }: HttpContext) {
    const { q: text } = await searchValidator.validate(filled(request.qs()))
    const places = placesFor(text ?? '')
    const found = text ? await this.searchEverything.handle(text) : null
    return view.render('admin/search/show', {
      text,
      places,
      found,
      isEmpty: places.length === 0 && found && Object.values(found).every((one) => !one.length),
    })
  }
}
