type Compare<T> = (a: T, b: T) => number

/** Number of items sorted in one step, in about a millisecond. */
export const RUN_LENGTH = 1024

/** Sorts a short list in place. Sorts a long list in runs and merges them, yielding between steps. */
export function* sortedInSteps<T>(items: T[], compare: Compare<T>): Generator<void, T[]> {
  if (items.length <= RUN_LENGTH) return items.sort(compare)
  const runs: T[][] = []
  for (let at = 0; at < items.length; at += RUN_LENGTH) {
    runs.push(items.slice(at, at + RUN_LENGTH).sort(compare))
    yield
  }
  return yield* mergedInSteps(runs, compare)
}

/** Merges sorted runs. The merge is stable: equal items keep the order of their runs. */
export function* mergedInSteps<T>(
  runs: T[][],
  compare: Compare<T>,
  limit = Number.POSITIVE_INFINITY
): Generator<void, T[]> {
  let left = runs
  while (left.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < left.length; at += 2) {
      const [one, other] = left.slice(at, at + 2)
      merged.push(other ? yield* mergedPair(one, other, compare, limit) : one)
    }
    left = merged
  }
  return left[0] ?? []
}

function* mergedPair<T>(
  left: T[],
  right: T[],
  compare: Compare<T>,
  limit: number
): Generator<void, T[]> {
  const result: T[] = []
  let l = 0
  let r = 0
  while (result.length < limit && (l < left.length || r < right.length)) {
    const takeLeft = r >= right.length || (l < left.length && compare(left[l], right[r]) <= 0)
    result.push(takeLeft ? left[l++] : right[r++])
    if (result.length % 256 === 0) yield
  }
  return result
}

/** Splits items into batches. */
export function* inBatches<T>(items: T[], size = 500): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}
