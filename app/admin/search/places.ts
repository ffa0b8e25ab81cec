import router from '@adonisjs/core/services/router'
import { navigation } from '#app/admin/frame/navigation'

interface Place {
  label: string
  /** Of Lucide. */
  icon: string
  path: string
  /** Other words for it. */
  words: string
}

/** What can be done from anywhere, beside going to the pages of the sidebar. */
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

/** Pages and actions whose words begin with what was typed. */
export function placesFor(text: string): Place[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean)
  return places().filter(({ label, words }) => {
    const known = `${label} ${words}`.toLowerCase().split(/\s+/)
    return wanted.every((word) => known.some((one) => one.startsWith(word)))
  })
}

function places(): Place[] {
  const actions = ACTIONS.flatMap(({ route, ...action }) => {
    const found = router.find(route)
    return found ? { ...action, path: found.pattern } : []
  })
  return [...navigation().map((page) => ({ ...page, words: 'go to' })), ...actions]
}
