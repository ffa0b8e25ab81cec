import router from '@adonisjs/core/services/router'

export interface NavigationItem {
  label: string
  /** Of Lucide. */
  icon: string
  path: string
}

/** The sidebar in its order; an entry shows as soon as its route is there. */
const ITEMS = [
  { label: 'Overview', icon: 'layout-dashboard', route: 'admin.overview' },
  { label: 'Courses', icon: 'graduation-cap', route: 'admin.courses.index' },
  { label: 'People', icon: 'users', route: 'admin.people.index' },
  { label: 'Payments', icon: 'indian-rupee', route: 'admin.payments.index' },
  { label: 'Media', icon: 'film', route: 'admin.media.index' },
  { label: 'Audit', icon: 'scroll-text', route: 'admin.audit.index' },
  { label: 'System', icon: 'activity', route: 'admin.system.show' },
]

let items: NavigationItem[] | undefined

export function navigation(): NavigationItem[] {
  items ??= ITEMS.flatMap(({ route, ...item }) => {
    const found = router.find(route)
    return found ? { ...item, path: found.pattern } : []
  })
  return items
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
