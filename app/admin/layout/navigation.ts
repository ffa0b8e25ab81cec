import router from '@adonisjs/core/services/router'
import type Capabilities from '#app/platform/capabilities'

export interface NavigationItem {
  label: string
  /** Lucide icon name. */
  icon: string
  path: string
  /** Paths whose pages belong to the entry. */
  roots: string[]
}

/**
 * Builds the sidebar from the entries that capabilities declare, if their pages exist. Runs once, after the routes
 * are defined.
 */
export default class Navigation {
  readonly items: readonly NavigationItem[]

  constructor(capabilities: Capabilities) {
    this.items = capabilities.navigation.flatMap(({ label, icon, route, alsoBelow = [] }) => {
      const found = router.find(route)
      if (!found) return []
      const path = found.pattern
      return { label, icon, path, roots: [path, ...alsoBelow] }
    })
  }
}

/** Tells whether a page belongs to a sidebar entry. */
export function isWithin(page: string, { roots }: Pick<NavigationItem, 'roots'>): boolean {
  return roots.some((root) => page === root || (root !== '/admin' && page.startsWith(`${root}/`)))
}

/** Returns the URL of a page, or undefined if the route does not exist; `id` fills its parameter. */
export function linkTo(route: string, id?: string): string | null {
  const found = router.find(route)
  return found ? found.pattern.replace(/:\w+/, id ?? '') : null
}
