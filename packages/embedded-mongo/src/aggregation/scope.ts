import type { Doc, Value } from '../bson/types.ts'

/** Variables of `let`, keyed by name without `$$`. */
export type Variables = ReadonlyMap<string, Value | undefined>

const NONE: Variables = new Map()

/** The document and the variables that are visible to an expression. */
export class Scope {
  readonly root: Doc
  readonly variables: Variables

  constructor(root: Doc, variables: Variables = NONE) {
    this.root = root
    this.variables = variables
  }

  /** Returns a copy of this scope with one more variable. */
  with(name: string, value: Value | undefined): Scope {
    const variables = new Map(this.variables)
    variables.set(name, value)
    return new Scope(this.root, variables)
  }
}
