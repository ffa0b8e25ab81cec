import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { apiActor } from '#app/accounts/actors'
import SolveFinding from '#app/payments/actions/solve_finding'
import PaymentPolicy from '#app/payments/policies/payment_policy'
import ListFindings from '#app/payments/queries/list_findings'
import { findingJson } from '#app/payments/transformers/ledger_transformer'
import { findingListValidator, solutionValidator } from '#app/payments/validators/findings'

/** Findings, for administrators. */
@inject()
export default class FindingsController {
  constructor(
    private listFindings: ListFindings,
    private solveFinding: SolveFinding
  ) {}

  /** Lists open findings by default. */
  async index({ bouncer, request }: HttpContext) {
    await bouncer.with(PaymentPolicy).authorize('administer')
    const asked = await findingListValidator.validate(request.qs())
    const { page = 1, limit = 20, state = 'open', kind } = asked
    const { findings, total } = await this.listFindings.handle({ state, kind }, { page, limit })
    return { findings: findings.map(findingJson), page, limit, total }
  }

  async solve(ctx: HttpContext) {
    const { bouncer, params, request } = ctx
    await bouncer.with(PaymentPolicy).authorize('administer')
    const { action, note } = await solutionValidator.validate(request.body())
    const actor = apiActor(ctx)
    const solved = await this.solveFinding.handle({ actor, findingId: params.id, action, note })
    return { finding: findingJson(solved) }
  }
}
