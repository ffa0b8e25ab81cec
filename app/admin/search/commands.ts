import { inject } from '@adonisjs/core'
import router from '@adonisjs/core/services/router'
import Navigation from '#app/admin/layout/navigation'

interface Command {
  label: string
  /** Name of a Lucide icon. */
  icon: string
  path: string
  /** Other words for it. */
  words: string
}

/** Actions and pages that can be reached from anywhere, besides those of the navigation. */
const ACTIONS = [
  {
    label: 'New course',
    icon: 'plus',
    route: 'admin.courses.create',
    words: 'add create',
  },
  {
    label: 'Export payments as CSV',
    icon: 'download',
    route: 'admin.payments.export',
    words: 'download excel money',
  },
  {
    label: 'Export orders as CSV',
    icon: 'download',
    route: 'admin.payments.orders.export',
    words: 'download excel',
  },
  {
    label: 'Orders',
    icon: 'receipt-text',
    route: 'admin.payments.orders.index',
    words: 'checkout',
  },
  {
    label: 'Your account',
    icon: 'circle-user',
    route: 'admin.account.show',
    words: 'password second factor sessions',
  },
  {
    label: 'Change your password',
    icon: 'key-round',
    route: 'admin.account.show',
    words: 'account',
  },
]

/** Pages and actions that the search box offers. */
@inject()
export default class Commands {
  constructor(private navigation: Navigation) {}

  /** Those whose words begin with the typed ones. */
  matching(text: string): Command[] {
    const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
    return this.all().filter(({ label, words }) => {
      const known = `${label} ${words}`.toLowerCase().split(/\s+/)
      return wanted.every((word) => known.some((one) => one.startsWith(word)))
    })
  }

  private all(): Command[] {
    const actions = ACTIONS.flatMap(({ route, ...action }) => {
      const found = router.find(route)
      return found ? { ...action, path: found.pattern } : []
    })
    return [...this.navigation.items.map((page) => ({ ...page, words: 'go to' })), ...actions]
  }
}
