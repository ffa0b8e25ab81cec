import { userInfo } from 'node:os'

/** Who makes a change, and from where. */
export interface Actor {
  /** `null` for the console and for the application itself. */
  userId: string | null
  /** What to call them, also when the account is gone. */
  label: string
  /** Where the change came in, such as `console`; ten characters at most. */
  channel: string
  ip: string | null
  userAgent: string | null
}

/** Whoever runs a console command, by the name of the machine's account. */
export function consoleActor(): Actor {
  const label = `Console (${userInfo().username})`
  return { userId: null, label, channel: 'console', ip: null, userAgent: null }
}
