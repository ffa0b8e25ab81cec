/** Result of a check. */
export interface CheckResult {
  check: string
  state: 'ok' | 'warning' | 'failed'
  /** One sentence. */
  detail: string
  /** Advice on how to fix the problem, if any. */
  remedy?: string
  milliseconds?: number
}

/** Runs one check. It throws if it can't be carried out. */
export interface Check {
  check: string
  run: () => Promise<CheckResult[]>
  /** Service that the check depends on, by the name of its own check. */
  needs?: 'SQL' | 'MongoDB' | 'Payments'
}

export const ok = (check: string, detail: string): CheckResult => ({ check, state: 'ok', detail })

export const warning = (check: string, detail: string, remedy: string): CheckResult => ({
  check,
  state: 'warning',
  detail,
  remedy,
})

export const failed = (check: string, detail: string, remedy: string): CheckResult => ({
  check,
  state: 'failed',
  detail,
  remedy,
})
