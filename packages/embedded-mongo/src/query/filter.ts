import type { Doc, Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { anyAt, type MatchDetails } from './walk.ts'

/** An operator with its operand, tested on the values at a path. */
export interface Predicate {
  operator: string
  operand: Value
  /** `each`: an array passes if it or one of its elements passes. `whole`: only the array itself is tested. */
  reach: 'each' | 'whole'
  test(value: Value | undefined, details?: MatchDetails): boolean
  /** The filter of an `$elemMatch` on documents. */
  elementFilter?: FilterNode
}

export interface PathNode {
  kind: 'path'
  path: string
  parts: string[]
  predicate: Predicate
}

/** A parsed filter. The matcher evaluates it, and the planner finds indexes for it. */
export type FilterNode =
  | PathNode
  | { kind: 'and' | 'or' | 'nor'; nodes: FilterNode[] }
  | { kind: 'not'; node: FilterNode }
  | { kind: 'test'; operator: string; matches(document: Doc): boolean }

export function matchesNode(node: FilterNode, document: Doc, details?: MatchDetails): boolean {
  switch (node.kind) {
    case 'path':
      return matchesPath(node, document, details)
    case 'and':
      for (const child of node.nodes) if (!matchesNode(child, document, details)) return false
      return true
    case 'or':
      return node.nodes.some((child) => matchesNode(child, document, details))
    case 'nor':
      return !node.nodes.some((child) => matchesNode(child, document))
    case 'not':
      return !matchesNode(node.node, document)
    case 'test':
      return node.matches(document)
  }
}

function matchesPath(
  { parts, predicate }: PathNode,
  document: Doc,
  details?: MatchDetails
): boolean {
  if (predicate.reach === 'whole') {
    return anyAt(document, parts, 0, (value, inner) => predicate.test(value, inner), details)
  }
  return anyAt(document, parts, 0, (value, inner) => matchesEach(predicate, value, inner), details)
}

function matchesEach(
  predicate: Predicate,
  value: Value | undefined,
  details?: MatchDetails
): boolean {
  if (predicate.test(value)) return true
  if (!Array.isArray(value)) return false
  const index = value.findIndex((element) => (spend(), predicate.test(element)))
  if (index >= 0 && details) details.arrayIndex = index
  return index >= 0
}

/** Collects the top-level fields that a filter reads. Returns false if it may read any field. */
export function collectFields(node: FilterNode, into: Set<string>): boolean {
  spend(2)
  switch (node.kind) {
    case 'path':
      into.add(node.parts[0])
      return true
    case 'and':
    case 'or':
    case 'nor':
      return node.nodes.every((child) => collectFields(child, into))
    case 'not':
      return collectFields(node.node, into)
    case 'test':
      return false
  }
}
