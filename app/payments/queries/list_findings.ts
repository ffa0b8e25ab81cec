import type { FindingKind } from '#app/payments/ledger/finding_kinds'
import Finding, { type FindingState } from '#app/payments/models/finding'

export interface FindingFilter {
  state?: FindingState
  kind?: FindingKind
}

/** Lists a page of findings, newest first, with their orders. */
export default class ListFindings {
  async handle(
    filter: FindingFilter,
    { page, limit }: { page: number; limit: number }
  ): Promise<{ findings: Finding[]; total: number }> {
    const [{ total }] = await fitting(filter).count('* as total').pojo<{ total: number }>()
    const findings = await fitting(filter)
      .preload('order')
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .offset((page - 1) * limit)
      .limit(limit)
    return { findings, total: Number(total) }
  }
}

function fitting({ state, kind }: FindingFilter) {
  return Finding.query()
    .if(state, (query) => query.where('state', state!))
    .if(kind, (query) => query.where('kind', kind!))
}
