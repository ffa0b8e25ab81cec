import { display } from '../bson/display.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { MongoError } from '../errors.ts'
import type { Steps } from '../pause.ts'
import { isArrayIndex } from '../query/walk.ts'
import { memberOf, read } from './path.ts'

/** Maximum number of nulls that a write beyond an array's end may add. */
const MAX_PADDING = 1_500_000

/** Number of fields copied in one step. */
const FIELDS_AT_ONCE = 512

/**
 * A copy-on-write document. Nested documents and arrays are shared with the original and copied
 * when they are first changed.
 */
export class Draft {
  readonly document: Doc
  /** The nested values already copied, which may be changed in place. */
  private own?: Set<Value>

  private constructor(document: Doc) {
    this.document = document
  }

  static copying(original: Doc): Draft {
    spend(original.size)
    return new Draft(new Map(original))
  }

  /** Does the same as `copying`, in steps of a few fields. */
  static *of(original: Doc): Steps<Draft> {
    if (original.size < FIELDS_AT_ONCE) return Draft.copying(original)
    const copy: Doc = new Map()
    for (const [name, value] of original) {
      copy.set(name, value)
      if (copy.size % FIELDS_AT_ONCE === 0) yield
    }
    return new Draft(copy)
  }

  /** Returns the value at a plain path. Arrays are entered only by index. */
  read(path: readonly string[]): Value | undefined {
    return read(this.document, path)
  }

  /** Sets the value at a plain path, creating missing documents on the path. @throws {MongoError} 28 PathNotViable */
  write(path: readonly string[], value: Value): void {
    let container: Value = this.document
    for (const [at, name] of path.entries()) {
      const last = at === path.length - 1
      const existing = memberOf(container, name)
      if (!last && existing !== undefined) {
        container = this.owned(container, name, existing)
        continue
      }
      put(container, name, last ? value : nested(path.slice(at + 1), value), path, at)
      return
    }
  }

  /**
   * Removes the field at a plain path; an array element becomes null, so that the other elements
   * keep their positions.
   */
  remove(path: readonly string[]): void {
    if (this.read(path) === undefined) return
    let container: Value = this.document
    for (const name of path.slice(0, -1))
      container = this.owned(container, name, memberOf(container, name) as Value)
    const name = path[path.length - 1]
    if (isDoc(container)) container.delete(name)
    else if (Array.isArray(container)) container[Number(name)] = null
  }

  /** Returns a container's nested value, copying it unless this draft already owns it. */
  private owned(container: Value, name: string, held: Value): Value {
    this.own ??= new Set()
    if (this.own.has(held)) return held
    let copy: Doc | Value[]
    if (isDoc(held)) copy = (spend(held.size * 14), new Map(held))
    else if (Array.isArray(held)) copy = (spend(held.length / 8), held.slice())
    else return held
    this.own.add(copy)
    if (isDoc(container)) container.set(name, copy)
    else if (Array.isArray(container)) container[Number(name)] = copy
    return copy
  }
}

const nested = (path: readonly string[], value: Value): Value =>
  path.reduceRight<Value>((inner, name) => new Map([[name, inner]]), value)

function put(
  container: Value,
  name: string,
  value: Value,
  path: readonly string[],
  at: number
): void {
  if (isDoc(container)) {
    container.set(name, value)
    return
  }
  if (!Array.isArray(container) || !isArrayIndex(name)) {
    throw new MongoError(
      28,
      `Cannot create field '${name}' in element {${path[at - 1]}: ${display(container)}}`
    )
  }
  const index = Number(name)
  if (index - container.length > MAX_PADDING) {
    throw new MongoError(28, `can't backfill more than ${MAX_PADDING} elements`)
  }
  while (container.length < index) container.push(null)
  container[index] = value
}
