import type { Found } from '#app/reporting/queries/search_everything'

/** What can be done with a record that was found. */
export interface RecordAction {
  label: string
  /** Lucide icon name. */
  icon: string
  /** Page to go to, or address to post `fields` to. */
  path: string
  fields?: Record<string, string>
}

const VERB = /^(?<verb>publish|unpublish|grant|give(?:\s+access)?(?:\s+to)?)\s+(?<rest>\S.*)$/i

/** Records for which actions are offered when no verb was typed. */
const OFFERED = 2

/** Splits `publish knots` into the verb and the text to search for. */
export function readVerb(text: string): { verb?: 'publish' | 'unpublish' | 'give'; rest: string } {
  const { verb, rest = text } = VERB.exec(text)?.groups ?? {}
  if (!verb) return { rest }
  const word = verb.toLowerCase()
  return { verb: word === 'publish' || word === 'unpublish' ? word : 'give', rest }
}

/** Lists actions for the courses and people that were found: all that fit the verb, or a few. */
export function recordActions(
  { courses, people }: Found,
  verb?: 'publish' | 'unpublish' | 'give'
): RecordAction[] {
  const publishing = courses.map(({ id, title, isDraft }) => ({
    verb: isDraft ? 'publish' : 'unpublish',
    label: `${isDraft ? 'Publish' : 'Unpublish'} “${title}”`,
    icon: isDraft ? 'eye' : 'eye-off',
    path: `/admin/courses/${id}/status`,
    fields: { status: isDraft ? 'published' : 'draft' },
  }))
  const giving = people.map(({ id, name }) => ({
    verb: 'give',
    label: `Give ${name} access to a course`,
    icon: 'gift',
    path: `/admin/people/${id}/courses/grant`,
  }))
  if (verb) return [...publishing, ...giving].filter((action) => action.verb === verb)
  return [...publishing.slice(0, OFFERED), ...giving.slice(0, OFFERED)]
}
