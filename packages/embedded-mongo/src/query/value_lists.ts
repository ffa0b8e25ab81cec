import { ValueSet } from '../bson/value_set.ts'
import { BSONRegExp, isDoc, type Value } from '../bson/types.ts'
import type { Pause } from '../pause.ts'

/** Sets of shorter lists are built while the filter is compiled. */
const LONG_LIST = 5000

const sets = new WeakMap<Value[], ValueSet>()

const LISTS = new Set(['$in', '$nin', 'enum'])

/** Returns the set already built for a long list, if any. */
export const readList = (list: Value[]): ValueSet | undefined => sets.get(list)

/**
 * Builds sets for a command's long value lists (`$in`, `$nin`, `enum`) before it is compiled,
 * because compiling can't yield to the event loop.
 */
export async function readLists(value: Value, pause: Pause): Promise<void> {
  if (isDoc(value)) {
    for (const [name, member] of value) {
      if (pause.isDue()) await pause.take()
      if (LISTS.has(name) && Array.isArray(member)) await readOne(member, pause)
      else if (isDoc(member) || Array.isArray(member)) await readLists(member, pause)
    }
  } else if (Array.isArray(value) && value.some((element) => isDoc(element))) {
    for (const element of value) {
      if (pause.isDue()) await pause.take()
      if (isDoc(element)) await readLists(element, pause)
    }
  }
}

async function readOne(list: Value[], pause: Pause): Promise<void> {
  if (list.length < LONG_LIST) return
  const set = new ValueSet()
  for (const [at, value] of list.entries()) {
    // patterns, null and invalid values are handled when the filter is compiled
    if (value === null || isDoc(value) || value instanceof BSONRegExp) return
    set.add(value)
    if (at % 512 === 0 && pause.isDue()) await pause.take()
  }
  sets.set(list, set)
}
