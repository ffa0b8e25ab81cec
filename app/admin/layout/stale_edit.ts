import type { HttpContext } from '@adonisjs/core/http'
import { typedBefore } from '#app/admin/layout/typed_input'

export interface Difference {
  label: string
  saved: string
  typed: string
}

type Flashed = Pick<HttpContext['session'], 'flashMessages'>

/**
 * After a stale edit: what someone else has saved beside what was typed, where the two differ; `null` where no edit
 * was stale.
 * @param labels of the form's fields, by their names
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

/** Forms send lines that end with a carriage return, too. */
function withoutReturns(text: string) {
  return text.replaceAll('\r\n', '\n').trim()
}
