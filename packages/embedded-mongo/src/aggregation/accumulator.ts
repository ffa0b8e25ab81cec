import type { Value } from '../bson/types.ts'
import type { Steps } from '../pause.ts'
import type { Scope } from './scope.ts'

/** Computes one field of a group. The result may be computed in several steps. */
export interface Accumulator {
  add(scope: Scope): void
  result(): Steps<Value | undefined>
}

export type AccumulatorFactory = () => Accumulator
