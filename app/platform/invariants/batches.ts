import type { LucidModel, ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'

/** Number of records read at once. */
const BATCH = 500

/** Reads the rows of a query in the order of their ids. The query must not be ordered or limited. */
export async function* rowsInBatches<Model extends LucidModel>(
  query: () => ModelQueryBuilderContract<Model>
): AsyncGenerator<InstanceType<Model>[]> {
  for (let after: string | undefined; ;) {
    const next = query().orderBy('id').limit(BATCH)
    const rows = await (after === undefined ? next : next.where('id', '>', after))
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) return
    after = rows.at(-1)!.$primaryKeyValue as string
  }
}

/** Groups what is read one by one, such as the documents of a cursor. */
export async function* inBatches<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
