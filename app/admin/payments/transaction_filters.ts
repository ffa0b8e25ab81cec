import type { HttpContext } from '@adonisjs/core/http'
import User from '#app/accounts/models/user'
import CourseDocument from '#app/catalog/documents/course'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { moneyFilterValidator } from '#app/payments/validators/lists'
import { periodOf } from '#app/platform/sql/period'

/** Reads filters, sort and page of a payment or order list from the URL. */
export async function readTransactionFilters({ request }: HttpContext) {
  const filter = await moneyFilterValidator.validate(withoutEmpty(request.qs()))
  const { sort, page, from, to, ...rest } = filter
  const narrowed = { ...rest, ...periodOf({ from, to }, zoneOf(request)) }
  return {
    filter,
    narrowed,
    listed: { sort, page },
    shown: {
      filter,
      narrowedTo: await narrowedTo(rest),
      sort: sort ?? '-when',
      isFiltered: Boolean(from || to || Object.keys(rest).length > 0),
    },
  }
}

/** Names the person and the course to which a list is narrowed. */
async function narrowedTo({ person, course }: { person?: string; course?: string }) {
  const [user, document] = [
    person ? await User.find(person) : null,
    course ? await CourseDocument.findById(course).select('title').lean() : null,
  ]
  return [
    person && { name: 'person', label: `Person: ${user?.name ?? 'unknown'}` },
    course && { name: 'course', label: `Course: ${document?.title ?? 'deleted'}` },
  ].filter((one) => Boolean(one))
}
