import type { Collation } from '../bson/collation.ts'
import type { Value } from '../bson/types.ts'
import type { Steps } from '../pause.ts'
import type { Draft } from './draft.ts'

/** Changes a document at a plain path, in steps if it may visit very many values. */
export type Modifier = (draft: Draft, path: readonly string[]) => Steps | void

export type ModifierCompiler = (
  operand: Value,
  context: { path: string; collation?: Collation }
) => Modifier
