import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import { sqlTime } from '#app/platform/sql/time'
import { rowsInBatches } from '#app/platform/invariants/batches'
import type { Window } from '#app/payments/reconciliation/windows'

/** Reads the rows that were created in a window, in batches. */
export function rowsCreatedIn<Model extends LucidModel>(
  { start, end }: Window,
  query: () => ModelQueryBuilderContract<Model>
): AsyncGenerator<InstanceType<Model>[]> {
  return rowsInBatches(() =>
    query().where('createdAt', '>=', sqlTime(start)).where('createdAt', '<', sqlTime(end))
  )
}
