import type { HttpContext } from '@adonisjs/core/http'
import type { SessionData } from '@adonisjs/session/types'

/**
 * What was typed into a refused form, for its page to show again. It has a key of its own among the messages for the
 * next page: whoever sends a form chooses its fields' names, and must not be able to write those messages.
 */
const KEY = 'typed'

/** Fields that are kept for no next page. */
const SECRET = /password|code|^_/i

/** Reads the fields that a form was sent with, but for secrets. */
export function typedIn(request: HttpContext['request']): SessionData {
  return Object.fromEntries(Object.entries(request.body()).filter(([name]) => !SECRET.test(name)))
}

export function flashTyped(session: HttpContext['session'], input: SessionData): void {
  session.flash(KEY, input)
}

/** Returns what the page before was sent with, field by field; nothing where no form was refused. */
export function typedBefore({ flashMessages }: Pick<HttpContext['session'], 'flashMessages'>) {
  return flashMessages.get(KEY, {}) as SessionData
}
