import type { HttpContext } from '@adonisjs/core/http'
import { type Course, isDraft } from '#app/catalog/documents/course'

const FIELDS = [
  { name: 'title', label: 'Title' },
  { name: 'description', label: 'Description' },
  { name: 'price', label: 'Price in rupees' },
  { name: 'duration', label: 'Duration in weeks' },
  { name: 'category', label: 'Category' },
  { name: 'createdBy', label: 'Instructor' },
  { name: 'status', label: 'Status' },
] as const

export interface Difference {
  label: string
  saved: string
  typed: string
}

type Flashed = Pick<HttpContext['session'], 'flashMessages'>

/** What a form of a course begins with. */
export function courseValues(course: Course) {
  const { title, description, image, price, duration, category, createdBy, edits } = course
  const status = isDraft(course) ? 'draft' : 'published'
  return {
    title,
    description,
    image,
    price,
    duration,
    category,
    createdBy,
    status,
    edits: edits ?? 0,
  }
}

/** After a stale edit: what someone else has saved beside what was typed, where the two differ. */
export function differencesOf(course: Course, { flashMessages }: Flashed): Difference[] {
  if (!flashMessages.get('inputErrors.edits')) return []
  const values = courseValues(course)
  return FIELDS.map(({ name, label }) => ({
    label,
    saved: String(values[name]),
    typed: String(flashMessages.get(name, '')),
  })).filter(({ saved, typed }) => withoutReturns(saved) !== withoutReturns(typed))
}

/** Forms send lines that end with a carriage return, too. */
function withoutReturns(text: string) {
  return text.replaceAll('\r\n', '\n').trim()
}
