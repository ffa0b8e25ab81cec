/// <reference lib="dom" />
import Alpine from '@alpinejs/csp'
import './navigation.js'
import './preferences.js'
import './forms.js'
import './shortcuts.js'
import './search.js'
import { drawCharts } from './charts_on_page.js'
import { showDurations } from './durations.js'
import { selection } from './selection.js'

Alpine.data('selection', selection)
Alpine.start()

drawCharts(document)
showDurations(document)
document.addEventListener('htmx:load', (event) => {
  drawCharts(event.target as HTMLElement)
  showDurations(event.target as HTMLElement)
})
