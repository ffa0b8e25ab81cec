import router from '@adonisjs/core/services/router'
import type Capabilities from '#app/platform/capabilities'

export interface NavigationItem {
  label: string
  /** Name of a Lucide icon. */
  icon: string
  path: string
}

/** Entries of the sidebar: those that the capabilities declare and whose pages exist. Made once, after the routes. */
export default class Navigation {
  readonly items: readonly NavigationItem[]

  constructor(capabilities: Capabilities) {
    this.items = capabilities.navigation.flatMap(({ label, icon, route }) => {
      const found = router.find(route)
      return found ? { label, icon, path: found.pattern } : []
    })
  }
}

/** Whether a page lies below an entry of the sidebar. */
export function isWithin(page: string, { path }: NavigationItem): boolean {
  return page === path || (path !== '/admin' && page.startsWith(`${path}/`))
}

/** The address of a page, if there is such a page; `id` fills its parameter. */
export function linkTo(route: string, id?: string): string | null {
  const found = router.find(route)
  return found ? found.pattern.replace(/:\w+/, id ?? '') : null
}
