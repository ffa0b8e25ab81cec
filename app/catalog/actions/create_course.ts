import { inject } from '@adonisjs/core'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course } from '#app/catalog/documents/course'

export interface CourseInput {
  title: string
  description: string
  category: string
  /** Whole rupees. */
  price: number
  /** The instructor's name. */
  createdBy: string
  /** Weeks. */
  duration: number
  /** The stored cover's key. */
  image: string
}

/** Publishes a course: from then on everyone sees it. */
@inject()
export default class CreateCourse {
  constructor(private changes: CatalogChanges) {}

  async handle(input: CourseInput): Promise<Course> {
    const course = await this.changes.record(() => CourseDocument.create(input))
    return course.toObject()
  }
}
