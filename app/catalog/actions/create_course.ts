import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { courseOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import CourseDocument, { type Course } from '#app/catalog/documents/course'

interface CourseDetails {
  description: string
  category: string
  /** Whole rupees. */
  price: number
  /** Weeks. */
  duration: number
  /** Key of the cover in the store. */
  image: string
}

/** Drafts get their details later. */
export type CourseInput = {
  actor: Actor
  title: string
  /** The instructor's name. */
  createdBy: string
} & (({ status: 'published' } & CourseDetails) | ({ status: 'draft' } & Partial<CourseDetails>))

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

  private async create(input: Partial<Course>) {
    const [course] = await this.changes.record((session) =>
      CourseDocument.create([input], { session })
    )
    return course
  }
}
