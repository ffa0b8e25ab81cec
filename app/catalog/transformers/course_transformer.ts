import type { Course } from '#app/catalog/documents/course'

/** A course in the API's format; `image` is relative to the backend's URL. */
export function courseJson(course: Course) {
  const {
    _id: id,
    title,
    description,
    image,
    price,
    duration,
    category,
    createdBy,
    createdAt,
  } = course
  return {
    _id: id.toHexString(),
    title,
    description,
    image,
    price,
    duration,
    category,
    createdBy,
    createdAt: (createdAt ?? id.getTimestamp()).toISOString(),
  }
}
