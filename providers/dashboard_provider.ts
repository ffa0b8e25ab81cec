import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import edge, { edgeGlobals } from 'edge.js'
import { addCollection, edgeIconify } from 'edge-iconify'
import { attrs } from '#app/admin/layout/attributes'
import * as formatters from '#app/admin/layout/formatters'
import { deviceName } from '#app/identity/user_agent'

/** Registers icons, and formatters for money, times and sizes, for the dashboard's views. */
export default class DashboardProvider {
  async boot() {
    const icons = fileURLToPath(import.meta.resolve('@iconify-json/lucide/icons.json'))
    addCollection(JSON.parse(await readFile(icons, 'utf8')))
    edge.use(edgeIconify, { scale: 1.25 })
    edge.global('html', { ...edgeGlobals.html, attrs })
    for (const [name, format] of Object.entries(formatters)) edge.global(name, format)
    edge.global('device', deviceName)
  }
}
