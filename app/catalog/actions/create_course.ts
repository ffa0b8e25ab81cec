import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course, type CourseStatus } from '#app/catalog/documents/course'

export interface CourseInput {
  actor: Actor
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
  status: CourseStatus
}

/** Publishes a course: from then on everyone sees it. */
@inject()
export default class CreateCourse {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  async handle({ actor, ...input }: CourseInput): Promise<Course> {
    const thing = { kind: 'course' as const, id: null, label: input.title }
    const course = await this.audit.around(
      { actor, action: 'course.created', thing, after: { ...input } },
      () => this.changes.record(() => CourseDocument.create(input)),
      ({ id }) => ({ thing: { ...thing, id } })
    )
    return course.toObject()
  }
}
