import { type Course, isDraft } from '#app/catalog/documents/course'

/** Labels of the form's fields, by name. */
export const COURSE_LABELS = {
  title: 'Title',
  description: 'Description',
  price: 'Price in rupees',
  duration: 'Duration in weeks',
  category: 'Category',
  createdBy: 'Instructor',
  status: 'Status',
}

/** Initial values of a course form. */
export function courseValues(course: Course) {
  const { title, description, image, price, duration, category, createdBy, edits } = course
  const status = isDraft(course) ? 'draft' : 'published'
  return {
    title,
    description,
    image,
    price: price ?? '',
    duration: duration ?? '',
    category,
    createdBy,
    status,
    edits: edits ?? 0,
  }
}
