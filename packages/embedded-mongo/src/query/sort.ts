import type { Collation } from '../bson/collation.ts'
import { compare } from '../bson/compare.ts'
import { isDoc, isNumeric, Undefined, type Doc, type Value } from '../bson/types.ts'
import { toDouble } from '../bson/numbers.ts'
import { spend } from '../effort.ts'
import { badValue, MongoError } from '../errors.ts'
import { mergedInSteps, RUN_LENGTH } from '../merge_sort.ts'
import { runInTurns, type Pause } from '../pause.ts'
import { anyAt } from './walk.ts'

export interface SortPart {
  path: string
  parts: string[]
  descending: boolean
}

/** MongoDB's limit for the number of sort fields. */
const MAX_PARTS = 32

/** @throws {MongoError} 2 BadValue, 15975, among other codes, if a direction is not 1 or -1 */
export function compileSort(spec: Doc | undefined): SortPart[] {
  if (!spec) return []
  if (spec.size > MAX_PARTS)
    throw badValue(`An order has at most ${MAX_PARTS} fields, and not ${spec.size}`)
  const parts: SortPart[] = []
  for (const [path, direction] of spec) {
    if (isDoc(direction) && direction.has('$meta')) continue
    const order = isNumeric(direction) ? toDouble(direction) : Number.NaN
    if (order !== 1 && order !== -1) {
      throw new MongoError(
        15975,
        '$sort key ordering must be 1 (for ascending) or -1 (for descending)'
      )
    }
    if (path === '' || path.split('.').includes('')) {
      throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
    }
    if (path.startsWith('$'))
      throw new MongoError(16410, "FieldPath field names may not start with '$'.")
    parts.push({ path, parts: path.split('.'), descending: order < 0 })
  }
  return parts
}

/**
 * Returns a document's sort key. An array is sorted by its smallest element, or by its largest if
 * the order descends.
 */
export function sortKey(document: Doc, parts: readonly SortPart[], collation?: Collation) {
  return parts.map((part) => {
    let best: Value | undefined
    let found = false
    const offer = (value: Value | undefined) => {
      spend()
      const order = found ? compare(value, best, collation) : 0
      if (!found || (part.descending ? order > 0 : order < 0)) best = value
      found = true
      return false
    }
    anyAt(document, part.parts, 0, (value) => {
      if (!Array.isArray(value)) return offer(value)
      if (value.length === 0) return offer(Undefined.value)
      return value.some(offer)
    })
    return best
  })
}

interface Entry<T> {
  key: (Value | undefined)[]
  item: T
}

/**
 * A stable sort of the added items. It sorts short runs and merges them at the end, so that a long
 * sort can pause. With a limit it keeps little more than the limit.
 */
export class Sorter<T> {
  private readonly parts: readonly SortPart[]
  private readonly limit: number
  private readonly collation?: Collation
  private runs: Entry<T>[][] = []
  private current: Entry<T>[] = []

  constructor(parts: readonly SortPart[], limit = Number.POSITIVE_INFINITY, collation?: Collation) {
    this.parts = parts
    this.limit = limit
    this.collation = collation
  }

  add(document: Doc, item: T): void {
    this.addByKey(sortKey(document, this.parts, this.collation), item)
  }

  /** Adds an item with its sort key, which has one value for each sort field. */
  addByKey(key: (Value | undefined)[], item: T): void {
    this.current.push({ key, item })
    if (this.current.length >= Math.max(RUN_LENGTH, Math.min(this.limit, RUN_LENGTH * 4)))
      this.endRun()
  }

  async finish(pause: Pause): Promise<T[]> {
    this.endRun()
    const order = (a: Entry<T>, b: Entry<T>) => this.compare(a, b)
    const sorted = await runInTurns(mergedInSteps(this.runs, order, this.limit), pause)
    return sorted.map(({ item }) => item)
  }

  private endRun(): void {
    if (this.current.length === 0) return
    this.current.sort((a, b) => this.compare(a, b))
    const run = this.current.slice(0, this.limit)
    this.current = []
    // with a limit, the best items so far are in the previous run and the new one: merge them into one
    if (this.limit <= RUN_LENGTH && this.runs.length > 0) {
      const both = [...this.runs[0], ...run].sort((a, b) => this.compare(a, b))
      this.runs = [both.slice(0, this.limit)]
    } else {
      this.runs.push(run)
    }
  }

  private compare(a: Entry<T>, b: Entry<T>): number {
    for (let at = 0; at < this.parts.length; at++) {
      const order = compare(a.key[at], b.key[at], this.collation)
      if (order !== 0) return this.parts[at].descending ? -order : order
    }
    return 0
  }
}
