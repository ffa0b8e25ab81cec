import { inject } from '@adonisjs/core'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { readVerb, recordActions } from '#app/admin/search/record_actions'
import Commands from '#app/admin/search/commands'
import { searchText } from '#app/platform/validators/parameters'
import SearchEverything from '#app/reporting/queries/search_everything'

const searchValidator = vine.create({ q: searchText() })

@inject()
export default class SearchController {
  constructor(
    private commands: Commands,
    private searchEverything: SearchEverything
  ) {}

  async show({ request, view }: HttpContext) {
    const { q: text } = await searchValidator.validate(withoutEmpty(request.qs()))
    const commands = this.commands.matching(text ?? '')
    const { verb, rest } = readVerb(text ?? '')
    const found = text ? await this.searchEverything.handle(rest) : null
    return view.render('admin/search/show', {
      text,
      commands,
      actions: found ? recordActions(found, verb) : [],
      found,
      isEmpty: commands.length === 0 && found && Object.values(found).every((one) => !one.length),
    })
  }
}
