import type { Value } from '../bson/types.ts'
import type { Steps } from '../pause.ts'
import type { Scope } from './scope.ts'

/** Gathers one field of a group; its result may take many steps. */
export interface Accumulator {
  add(scope: Scope): void
  result(): Steps<Value | undefined>
}

export type AccumulatorFactory = () => Accumulator
