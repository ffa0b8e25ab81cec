import { ObjectId, type Doc, type Value } from '../bson/types.ts'
import type { FilterNode } from '../query/filter.ts'
import type { Matcher } from '../query/matcher.ts'
import { MongoError } from '../errors.ts'
import { equal } from '../bson/compare.ts'
import type { Steps } from '../pause.ts'
import type { Update } from './update.ts'
import { Draft } from './draft.ts'

/** The document that an upsert inserts where nothing matched: what the filter demands, then the update. */
export function* upsertedDocument(matcher: Matcher, update: Update): Steps<Doc> {
  const demands = yield* Draft.of(new Map())
  for (const [path, value] of equalities(matcher.root)) {
    const parts = path.split('.')
    if (update.kind === 'replace' && path !== '_id') continue
    demands.write(parts, value)
  }
  const demanded = demands.document
  const result = yield* update.apply(demanded, {}, true)
  if (demanded.has('_id') && !equal(result.get('_id'), demanded.get('_id'))) {
    throw new MongoError(
      66,
      "Performing an update on the path '_id' would modify the immutable field '_id'"
    )
  }
  return withId(result)
}

/** The document with an `_id`, which stands in front. */
export function withId(document: Doc): Doc {
  const [first] = document.keys()
  if (first === '_id') return document
  const id = document.has('_id') ? (document.get('_id') as Value) : new ObjectId()
  const result: Doc = new Map([['_id', id]])
  for (const [name, value] of document) result.set(name, name === '_id' ? id : value)
  return result
}

/** The values that a document must have to match, as far as equalities say it. */
function* equalities(node: FilterNode): Generator<[string, Value]> {
  if (node.kind === 'and') {
    for (const child of node.nodes) yield* equalities(child)
  } else if (node.kind === 'or' && node.nodes.length === 1) {
    yield* equalities(node.nodes[0])
  } else if (node.kind === 'path') {
    const { operator, operand } = node.predicate
    if (operator === '$eq') yield [node.path, operand]
    else if (operator === '$in' && Array.isArray(operand) && operand.length === 1) {
      yield [node.path, operand[0]]
    }
  }
}
