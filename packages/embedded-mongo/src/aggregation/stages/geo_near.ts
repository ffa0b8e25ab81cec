import { toDouble } from '../../bson/numbers.ts'
import { Double, isDoc, isNumeric, type Doc, type Value } from '../../bson/types.ts'
import { MongoError } from '../../errors.ts'
import { inBatches, sortedInSteps } from '../../merge_sort.ts'
import { runInTurns } from '../../pause.ts'
import { nearOf } from '../../query/geo.ts'
import { compileFilter } from '../../query/matcher.ts'
import { valuesAt } from '../../query/walk.ts'
import { Draft } from '../../update/draft.ts'
import type { StageCompiler } from './basic.ts'

/** Sorts documents by their distance from a point and adds the distance to each. */
export const geoNear: StageCompiler = (spec, context) => {
  if (!isDoc(spec)) throw new MongoError(10065, 'invalid parameter: expected an object ($geoNear)')
  const near = spec.get('near') as Value
  const operand: Value = isDoc(near) && near.has('type') ? new Map([['$geometry', near]]) : near
  const limits: Doc = new Map()
  for (const name of ['minDistance', 'maxDistance']) {
    if (spec.has(name)) limits.set(`$${name}`, spec.get(name) as Value)
  }
  const from = nearOf(spec.get('spherical') === true ? '$nearSphere' : '$near', operand, limits)
  const filter = spec.get('query')
  const matcher = compileFilter(isDoc(filter) ? filter : new Map(), context)
  const field = String(spec.get('distanceField') ?? '').split('.')
  const key = spec.get('key')
  const factor = isNumeric(spec.get('distanceMultiplier'))
    ? toDouble(spec.get('distanceMultiplier') as number)
    : 1

  return async function* (input) {
    const found: { document: Doc; away: number }[] = []
    for await (const batch of input) {
      for (const document of batch) {
        const places =
          typeof key === 'string' ? valuesAt(document, key.split('.')) : [...document.values()]
        const away = Math.min(...places.map((place) => from.distance(place) ?? Infinity))
        if (
          !(away >= from.min && away <= from.max && away < Infinity) ||
          !matcher.matches(document)
        )
          continue
        const draft = Draft.copying(document)
        draft.write(field, new Double(away * factor))
        found.push({ document: draft.document, away })
      }
      if (context.pause.isDue()) await context.pause.take()
    }
    const sorted = await runInTurns(
      sortedInSteps(found, (a, b) => a.away - b.away),
      context.pause
    )
    yield* inBatches(sorted.map(({ document }) => document))
  }
}
