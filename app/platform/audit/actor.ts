import { userInfo } from 'node:os'

/** The author of a change and the address it came from. */
export interface Actor {
  /** `null` for console commands and the application itself. */
  userId: string | null
  /** Display name, which remains when the account is deleted. */
  label: string
  /** Channel of the change, such as `console`; ten characters at most. */
  channel: string
  ip: string | null
  userAgent: string | null
}

/** Actor for console commands, named after the operating system's user. */
export function consoleActor(): Actor {
  const label = `Console (${userInfo().username})`
  return { userId: null, label, channel: 'console', ip: null, userAgent: null }
}
