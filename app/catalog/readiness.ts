import type { Course } from '#app/catalog/documents/course'

/** Details that a course must have to be published; a draft begins with a title and an instructor. */
export const DETAILS = {
  description: 'a description',
  image: 'a cover',
  price: 'a price',
  duration: 'a duration',
  category: 'a category',
} as const

export type Detail = keyof typeof DETAILS

/** Returns the details that keep a course from being published. A price of 0 is one: the course is free. */
export function missingDetails(course: Pick<Course, Detail>): Detail[] {
  const names = Object.keys(DETAILS) as Detail[]
  return names.filter((name) => course[name] === '' || (course[name] ?? null) === null)
}
