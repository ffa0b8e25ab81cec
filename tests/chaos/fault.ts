import type { Random } from '#tests/chaos/random'

/** Something that goes wrong for a while. */
export interface Fault {
  name: string
  /** One fault at a time affects a target. */
  target: string
  /** Shortest and longest duration. */
  seconds: readonly [number, number]
  begin(): Promise<unknown> | void
  end(): Promise<unknown> | void
}

/** A fault at a time of the plan. */
export interface PlannedFault {
  fault: Fault
  atMs: number
  forMs: number
}

/** Pause between the beginnings of two faults: they often overlap. */
const PAUSE_IN_MS = [500, 4_000] as const

/** Chooses faults for a duration. Faults of the same target don't overlap. */
export function planOf(random: Random, faults: readonly Fault[], seconds: number): PlannedFault[] {
  const plan: PlannedFault[] = []
  const busyUntil = new Map<string, number>()
  for (let atMs = 1_000; atMs < seconds * 1_000; atMs += random.between(...PAUSE_IN_MS)) {
    const free = faults.filter(({ target }) => (busyUntil.get(target) ?? 0) < atMs)
    if (free.length === 0) continue
    const fault = random.pick(free)
    const [shortest, longest] = fault.seconds
    const forMs = random.between(shortest, longest) * 1_000
    busyUntil.set(fault.target, atMs + forMs + PAUSE_IN_MS[0])
    plan.push({ fault, atMs, forMs })
  }
  return plan
}
