import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { courseOf } from '#app/catalog/audited_catalog'
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
  /** Key of the cover in the store. */
  image: string
  status: CourseStatus
}

/** Creates a course, which is visible to everyone at once unless it is a draft. */
@inject()
export default class CreateCourse {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  async handle({ actor, ...input }: CourseInput): Promise<Course> {
    const target = { kind: 'course', id: null, label: input.title } as const
    const course = await this.audit.around(
      { actor, action: 'course.created', target, after: { ...input } },
      () => this.create(input),
      (made) => ({ target: courseOf(made) })
    )
    return course.toObject()
  }

  private async create(input: Omit<CourseInput, 'actor'>) {
    const [course] = await this.changes.record((session) =>
      CourseDocument.create([input], { session })
    )
    return course
  }
}
