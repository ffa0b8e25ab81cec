/** What the doctor has found of one thing. */
export interface Finding {
  check: string
  state: 'ok' | 'warning' | 'failed'
  /** One sentence. */
  detail: string
  /** How to mend it, where there is something to mend. */
  remedy?: string
  milliseconds?: number
}

/** Looks at one thing and says all that is worth knowing of it; what can't be looked at, throws. */
export interface Examination {
  check: string
  examine: () => Promise<Finding[]>
  /** The service without which nothing can be said, by its own check. */
  needs?: 'SQL' | 'MongoDB'
}

export const ok = (check: string, detail: string): Finding => ({ check, state: 'ok', detail })

export const warning = (check: string, detail: string, remedy: string): Finding => ({
  check,
  state: 'warning',
  detail,
  remedy,
})

export const failed = (check: string, detail: string, remedy: string): Finding => ({
  check,
  state: 'failed',
  detail,
  remedy,
})
