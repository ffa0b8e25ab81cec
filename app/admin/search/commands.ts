import { inject } from '@adonisjs/core'
import router from '@adonisjs/core/services/router'
import Navigation from '#app/admin/layout/navigation'

interface Command {
  label: string
  /** Lucide icon name. */
  icon: string
  path: string
  /** Synonyms for search. */
  words: string
}

/** Actions and pages that the search offers in addition to the navigation. */
const ACTIONS = [
  {
    label: 'New course',
    icon: 'plus',
    route: 'admin.courses.create',
    words: 'add create',
  },
  {
    label: 'Add person',
    icon: 'user-plus',
    route: 'admin.people.create',
    words: 'invite enroll learner new',
  },
  {
    label: 'Import people from CSV',
    icon: 'upload',
    route: 'admin.people.import',
    words: 'invite enroll learners excel',
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
    label: 'Revenue',
    icon: 'chart-column',
    route: 'admin.payments.revenue',
    words: 'sales income net refunds course month',
  },
  {
    label: 'Findings',
    icon: 'triangle-alert',
    route: 'admin.payments.findings.index',
    words: 'problems reconciliation disputes refunds',
  },
  {
    label: 'Invoices',
    icon: 'file-text',
    route: 'admin.payments.invoices.index',
    words: 'receipts credit notes gst tax export',
  },
  {
    label: 'Coupons',
    icon: 'ticket-percent',
    route: 'admin.payments.coupons.index',
    words: 'discount code',
  },
  {
    label: 'New coupon',
    icon: 'plus',
    route: 'admin.payments.coupons.create',
    words: 'add create discount code',
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

/** Finds pages and actions for the search box. */
@inject()
export default class Commands {
  constructor(private navigation: Navigation) {}

  /** Finds commands with words that start with the search terms. */
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
