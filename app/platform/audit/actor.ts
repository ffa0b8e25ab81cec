import { userInfo } from 'node:os'
import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#app/platform/device'

/** Who makes a change, and from where. */
export interface Actor {
  /** `null` for the console and for the application itself. */
  userId: string | null
  /** What to call them, also when the account is gone. */
  label: string
  channel: 'dashboard' | 'api' | 'console' | 'system'
  ip: string | null
  userAgent: string | null
}

/** Whoever is signed in. */
export function actorOf({ auth, request }: HttpContext): Actor {
  const { id, name, email } = auth.getUserOrFail()
  const channel = auth.authenticatedViaGuard === 'dashboard' ? 'dashboard' : 'api'
  return { userId: id, label: `${name} (${email})`, channel, ...deviceOf(request) }
}

/** Whoever runs a console command, by the name of the machine's account. */
export function consoleActor(): Actor {
  const label = `Console (${userInfo().username})`
  return { userId: null, label, channel: 'console', ip: null, userAgent: null }
}
