import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'

/**
 * Input of a rejected form, flashed for its page to show again. It has a key of its own among the flash messages
 * because clients choose field names and must not be able to overwrite other messages.
 */
const KEY = 'typed'

/** Fields that are never flashed. */
const SECRET = /password|code|^_/i

/** Reads the submitted fields except secrets. */
export function typedIn(request: HttpContext['request']): SessionData {
  return Object.fromEntries(Object.entries(request.body()).filter(([name]) => !SECRET.test(name)))
}

export function flashTyped(session: HttpContext['session'], input: SessionData): void {
  session.flash(KEY, input)
}

/** Returns the flashed input of a rejected form by field; undefined if there is none. */
export function typedBefore({ flashMessages }: Pick<HttpContext['session'], 'flashMessages'>) {
  return flashMessages.get(KEY, {}) as SessionData
}
