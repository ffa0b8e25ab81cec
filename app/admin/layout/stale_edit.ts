import type { HttpContext } from '@adonisjs/core/http'
import { typedBefore } from '#app/admin/layout/typed_input'

export interface Difference {
  label: string
  saved: string
  typed: string
}

type Flashed = Pick<HttpContext['session'], 'flashMessages'>

/**
 * Lists the fields in which the saved version differs from the submitted one after a stale edit; `null` if the edit
 * was not stale.
 * @param labels labels of the form's fields, by name
 */
export function differencesOf(
  saved: Record<string, unknown>,
  labels: Record<string, string>,
  { flashMessages }: Flashed
): Difference[] | null {
  if (!flashMessages.get('inputErrors.edits')) return null
  const typed = typedBefore({ flashMessages })
  return Object.entries(labels)
    .filter(([name]) => name in typed)
    .map(([name, label]) => ({
      label,
      saved: String(saved[name]),
      typed: String(typed[name]),
    }))
    .filter((one) => withoutReturns(one.saved) !== withoutReturns(one.typed))
}

/** Normalizes line breaks, since forms send CRLF. */
function withoutReturns(text: string) {
  return text.replaceAll('\r\n', '\n').trim()
}
