import type { CheckedInvariant } from '#app/operations/doctor/check_invariants'

export const isKept = ({ total, error }: CheckedInvariant) => total === 0 && error === undefined

/** Formats one invariant as text: a line, and one more for each violation. */
export function asLines({ condition, total, violations, error }: CheckedInvariant): string {
  if (error !== undefined) return `✖ ${condition}: could not be checked. ${error}`
  if (total === 0) return `✔ ${condition}.`
  const rest = total - violations.length
  const lines = violations.map((violation) => `    ${violation}`)
  if (rest > 0) lines.push(`    and ${rest} more`)
  return [`✖ ${condition}: ${total} ${total === 1 ? 'violation' : 'violations'}`, ...lines].join(
    '\n'
  )
}

/** Formats the violations of one invariant, one line each; none if it is kept. */
export function breachesOf({ condition, total, violations, error }: CheckedInvariant): string[] {
  if (error !== undefined) return [`${condition}: could not be checked. ${error}`]
  const rest = total - violations.length
  const lines = violations.map((violation) => `${condition}: ${violation}`)
  return rest > 0 ? [...lines, `${condition}: and ${rest} more`] : lines
}

export function invariantsAsJson(invariants: CheckedInvariant[]): string {
  return JSON.stringify({ healthy: invariants.every(isKept), invariants }, null, 2)
}
