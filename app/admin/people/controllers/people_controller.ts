import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import UserPolicy from '#app/accounts/policies/user_policy'
import ExportPeople from '#app/accounts/queries/export_people'
import ListPeople from '#app/accounts/queries/list_people'
import { roleNameOf } from '#app/accounts/roles'
import { peopleFilterValidator } from '#app/accounts/validators/people'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { sendCsv } from '#app/admin/layout/send_csv'
import { orderBadge } from '#app/admin/payments/order_words'
import { ROLE_LABELS } from '#app/admin/people/role_labels'
import { periodOf } from '#app/platform/sql/period'
import DescribePerson from '#app/reporting/queries/describe_person'

@inject()
export default class PeopleController {
  constructor(
    private listPeople: ListPeople,
    private exportPeople: ExportPeople,
    private describePerson: DescribePerson
  ) {}

  async index({ request, view }: HttpContext) {
    const { filter, listed, narrowed, isFiltered } = await readFilters(request)
    return view.render('admin/people/index', {
      people: await this.listPeople.handle(narrowed, listed),
      filter,
      sort: listed.sort ?? '-joined',
      isFiltered,
      roleNameOf,
      roles: ROLE_LABELS,
    })
  }

  async export(ctx: HttpContext) {
    const { narrowed } = await readFilters(ctx.request)
    const lines = this.exportPeople.handle(narrowed, zoneOf(ctx.request))
    return sendCsv(ctx, 'theta-people.csv', lines)
  }

  async show(ctx: HttpContext) {
    const { bouncer, params, view } = ctx
    const described = await this.describePerson.handle(params.id)
    const { person } = described
    const isSelf = person.id === currentAdministrator(ctx).id
    const policy = bouncer.with(UserPolicy)
    const isErased = person.erasedAt !== null
    return view.render('admin/people/show', {
      badgeOf: orderBadge,
      ...described,
      role: roleNameOf(person),
      roles: ROLE_LABELS,
      isSelf,
      mayChangeRole: await policy.allows('changeRole'),
      mayManage: isSelf || (await policy.allows('manage', person)),
      mayManageAccount: !isErased && (await policy.allows('manage', person)),
      mayErase: !isErased && !isSelf && (await policy.allows('erase')),
    })
  }
}

async function readFilters(request: HttpContext['request']) {
  const filter = await peopleFilterValidator.validate(withoutEmpty(request.qs()))
  const { sort, page, from, to, ...rest } = filter
  const narrowed = { ...rest, ...periodOf({ from, to }, zoneOf(request)) }
  const isFiltered = Boolean(from || to || Object.keys(rest).length > 0)
  return { filter, listed: { sort, page }, narrowed, isFiltered }
}
