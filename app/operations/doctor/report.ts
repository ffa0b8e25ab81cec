import type { CheckResult } from '#app/operations/doctor/check_result'

const SIGNS = { ok: '✔', warning: '!', failed: '✖' } as const

export const isHealthy = (results: CheckResult[]) =>
  results.every(({ state }) => state !== 'failed')

/** Formats results as JSON. */
export function asJson(results: CheckResult[]): string {
  return JSON.stringify({ healthy: isHealthy(results), findings: results }, null, 2)
}

/** Formats results as text. */
export function asText(results: CheckResult[]): string {
  const lines = results.flatMap(({ check, state, detail, remedy, milliseconds }) => {
    const time = milliseconds === undefined ? '' : ` (${milliseconds} ms)`
    const line = `${SIGNS[state]} ${check}: ${detail}${time}`
    return remedy ? [line, `    ${remedy}`] : [line]
  })
  return [...lines, '', summary(results)].join('\n')
}

function summary(results: CheckResult[]): string {
  const failures = results.filter(({ state }) => state === 'failed').length
  const warnings = results.filter(({ state }) => state === 'warning').length
  if (failures + warnings === 0) return 'Everything is OK.'
  return `${failures} failed, ${warnings} with warnings.`
}
