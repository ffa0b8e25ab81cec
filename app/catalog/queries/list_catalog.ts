import CourseDocument, { type Course } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'

export interface CatalogEntry {
  id: string
  title: string
  category: string
  /** Whole rupees; null for a draft without a price. */
  price: number | null
  lectures: number
}

/** Lists all courses, oldest first, with their number of lectures, in two queries. */
export default class ListCatalog {
  async handle(): Promise<CatalogEntry[]> {
    const courses = await CourseDocument.find().sort({ _id: 1 }).lean<Course[]>()
    const counts = await LectureDocument.aggregate<{ _id: unknown; lectures: number }>([
      { $group: { _id: '$course', lectures: { $sum: 1 } } },
    ])
    const lecturesOf = new Map(counts.map(({ _id, lectures }) => [String(_id), lectures]))
    return courses.map(({ _id, title, category, price }) => ({
      id: _id.toHexString(),
      title,
      category,
      price: price ?? null,
      lectures: lecturesOf.get(_id.toHexString()) ?? 0,
    }))
  }
}
