import type { Course } from '#app/catalog/documents/course'

/**
 * A course in the API's format; `image` is relative to the backend's URL. Drafts without a price or duration have 0,
 * because clients expect numbers.
 */
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
    price: price ?? 0,
    duration: duration ?? 0,
    category,
    createdBy,
    createdAt: (createdAt ?? id.getTimestamp()).toISOString(),
  }
}
