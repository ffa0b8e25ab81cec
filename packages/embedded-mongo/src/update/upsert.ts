import { ObjectId, type Doc, type Value } from '../bson/types.ts'
import type { FilterNode } from '../query/filter.ts'
import type { Matcher } from '../query/matcher.ts'
import { MongoError } from '../errors.ts'
import { equal } from '../bson/compare.ts'
import type { Steps } from '../pause.ts'
import { immutableId, type Update } from './update.ts'
import { Draft } from './draft.ts'

/** Builds the document that an upsert inserts: the filter's equalities, then the update applied to them. */
export function* upsertedDocument(matcher: Matcher, update: Update): Steps<Doc> {
  const demands = yield* Draft.of(new Map())
  const places = new Places()
  for (const [path, value] of equalities(matcher.root)) {
    const parts = path.split('.')
    if (update.kind === 'replace' && path !== '_id') continue
    places.take(path, parts)
    demands.write(parts, value)
  }
  const demanded = demands.document
  const result = yield* update.apply(demanded, {}, true)
  if (demanded.has('_id') && !equal(result.get('_id'), demanded.get('_id'))) {
    throw immutableId('_id')
  }
  return withId(result)
}

/** Returns the document with an `_id` as first field. */
export function withId(document: Doc): Doc {
  const [first] = document.keys()
  if (first === '_id') return document
  const id = document.has('_id') ? (document.get('_id') as Value) : new ObjectId()
  const result: Doc = new Map([['_id', id]])
  for (const [name, value] of document) result.set(name, name === '_id' ? id : value)
  return result
}

/** The paths for which a filter requires values. No path may be repeated or lie inside another. */
class Places {
  private readonly paths = new Set<string>()
  /** Proper prefixes of the paths, each with one of the paths. */
  private readonly beginnings = new Map<string, string>()

  /** @throws {MongoError} 54 NotSingleValueField */
  take(path: string, parts: string[]): void {
    if (this.paths.has(path)) throw ambiguous(`path '${path}' is matched twice`)
    const longer = this.beginnings.get(path)
    if (longer !== undefined) throw ambiguous(`both paths '${longer}' and '${path}' are matched`)
    for (let length = 1; length < parts.length; length++) {
      const beginning = parts.slice(0, length).join('.')
      if (this.paths.has(beginning))
        throw ambiguous(`both paths '${path}' and '${beginning}' are matched`)
      this.beginnings.set(beginning, path)
    }
    this.paths.add(path)
  }
}

const ambiguous = (what: string) => new MongoError(54, `cannot infer query fields to set, ${what}`)

/** Yields the values that the filter requires by equality. */
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
