import { flags } from '@adonisjs/core/ace'
import ConsoleCommand from '#app/platform/console_command'

export default class CatalogList extends ConsoleCommand {
  static commandName = 'catalog:list'
  static description = 'List courses with their number of lectures'

  @flags.boolean({ description: 'Print JSON' })
  declare json: boolean

  async perform() {
    const { default: ListCatalog } = await import('#app/catalog/queries/list_catalog')
    const listCatalog = await this.app.container.make(ListCatalog)
    const courses = await listCatalog.handle()

    if (this.json) return this.print(JSON.stringify(courses, null, 2))
    if (courses.length === 0) return this.print('There are no courses yet.')
    const table = this.ui.table().head(['Id', 'Title', 'Category', 'Price (₹)', 'Lectures'])
    for (const { id, title, category, price, lectures } of courses) {
      table.row([id, title, category, price === null ? '–' : String(price), String(lectures)])
    }
    table.render()
  }
}
