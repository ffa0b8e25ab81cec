import type { Doc, Value } from '../bson/types.ts'

/** The variables of `let`, by their names without `$$`. */
export type Variables = ReadonlyMap<string, Value | undefined>

const NONE: Variables = new Map()

/** What an expression sees while it is evaluated: the document and the variables around it. */
export class Scope {
  readonly root: Doc
  readonly variables: Variables

  constructor(root: Doc, variables: Variables = NONE) {
    this.root = root
    this.variables = variables
  }

  /** This scope with one more variable. */
  with(name: string, value: Value | undefined): Scope {
    const variables = new Map(this.variables)
    variables.set(name, value)
    return new Scope(this.root, variables)
  }
}
