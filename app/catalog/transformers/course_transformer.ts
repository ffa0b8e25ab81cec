import type { Course } from '#app/catalog/documents/course'

/** A course as the frontend knows one; `image` is relative to the backend's address. */
export function courseJson(course: Course) {
  const { _id, title, description, image, price, duration, category, createdBy, createdAt } = course
  return {
    _id: _id.toHexString(),
    title,
    description,
    image,
    price,
    duration,
    category,
    createdBy,
    createdAt: (createdAt ?? _id.getTimestamp()).toISOString(),
  }
}
