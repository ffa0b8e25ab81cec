import vine from '@vinejs/vine'
import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { dashboardActor } from '#app/accounts/actors'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { zoneOf } from '#app/admin/layout/layout_middleware'
import { FINDING_WORDS } from '#app/admin/payments/finding_words'
import { findingRow, presentFinding } from '#app/admin/payments/present_finding'
import SolveFinding from '#app/payments/actions/solve_finding'
import { FINDING_KINDS } from '#app/payments/ledger/finding_kinds'
import Finding from '#app/payments/models/finding'
import ListFindings from '#app/payments/queries/list_findings'
import { solutionValidator } from '#app/payments/validators/findings'
import { pageOf } from '#app/platform/pagination'
import { pageNumber } from '#app/platform/validators/parameters'

const FINDINGS_A_PAGE = 50

const filterValidator = vine.create({
  state: vine.enum(['open', 'solved', 'all'] as const).optional(),
  kind: vine.enum(FINDING_KINDS).optional(),
  page: pageNumber(),
})

@inject()
export default class FindingsController {
  constructor(
    private listFindings: ListFindings,
    private solveFinding: SolveFinding
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await filterValidator.validate(withoutEmpty(request.qs()))
    const { state: asked = 'open', kind, page = 1 } = filter
    const state = asked === 'all' ? undefined : asked
    const found = { page, limit: FINDINGS_A_PAGE }
    const { findings, total } = await this.listFindings.handle({ state, kind }, found)
    return view.render('admin/payments/findings', {
      filter,
      isFiltered: Boolean(filter.state || kind),
      kinds: FINDING_KINDS.map((value) => ({ value, label: FINDING_WORDS[value].title })),
      findings: findings.map(findingRow),
      total,
      ...pageOf(total, { size: FINDINGS_A_PAGE, asked: page }),
    })
  }

  async show({ params, request, view }: HttpContext) {
    const finding = await Finding.query().where('id', params.id).preload('order').firstOrFail()
    return view.render('admin/payments/finding', presentFinding(finding, zoneOf(request)))
  }

  async solve(ctx: HttpContext) {
    const { params, request, response, session } = ctx
    const solution = await request.validateUsing(solutionValidator)
    const actor = dashboardActor(ctx)
    const { kind } = await this.solveFinding.handle({ actor, findingId: params.id, ...solution })
    session.flash('notice', `Solved: ${FINDING_WORDS[kind].title}.`)
    return response.redirect().status(303).toRoute('admin.payments.findings.index')
  }
}
