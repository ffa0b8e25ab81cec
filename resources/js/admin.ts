/// <reference lib="dom" />
import Alpine from '@alpinejs/csp'
import './navigation.js'
import './toasts.js'
import './preferences.js'
import './forms.js'
import './file_into_field.js'
import './menus.js'
import './shortcuts.js'
import './search.js'
import './covers.js'
import { drawCharts } from './charts_on_page.js'
import { showDurations } from './durations.js'
import { unfoldFilters } from './filters.js'
import { arrangeLectures } from './lectures_on_page.js'
import { receiveFiles } from './uploads_on_page.js'
import { selection } from './selection.js'

Alpine.data('selection', selection)
Alpine.start()

/** Features that only some pages need are loaded with the first of them. */
function equip(root: Document | HTMLElement) {
  drawCharts(root)
  showDurations(root)
  unfoldFilters(root)
  arrangeLectures(root)
  receiveFiles(root)
}

equip(document)
document.addEventListener('htmx:load', (event) => equip(event.target as HTMLElement))
