import type { Finding } from '#app/operations/doctor/finding'

const SIGNS = { ok: '✔', warning: '!', failed: '✖' } as const

export const isHealthy = (findings: Finding[]) => findings.every(({ state }) => state !== 'failed')

/** Formats results as JSON. */
export function asJson(findings: Finding[]): string {
  return JSON.stringify({ healthy: isHealthy(findings), findings }, null, 2)
}

/** Formats results as text. */
export function asText(findings: Finding[]): string {
  const lines = findings.flatMap(({ check, state, detail, remedy, milliseconds }) => {
    const time = milliseconds === undefined ? '' : ` (${milliseconds} ms)`
    const line = `${SIGNS[state]} ${check}: ${detail}${time}`
    return remedy ? [line, `    ${remedy}`] : [line]
  })
  return [...lines, '', summary(findings)].join('\n')
}

function summary(findings: Finding[]): string {
  const failures = findings.filter(({ state }) => state === 'failed').length
  const warnings = findings.filter(({ state }) => state === 'warning').length
  if (failures + warnings === 0) return 'All is well.'
  return `${failures} to mend, ${warnings} to look at.`
}
