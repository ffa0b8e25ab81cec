import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { pageOf } from '#app/platform/pagination'
import { type SqlTime, timeFromSql } from '#app/platform/sql/time'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { isPublished } from '#app/catalog/documents/lecture'
import ProgressDocument, { type Progress } from '#app/learning/documents/progress'

const PAGE_SIZE = 25

export interface CourseLearner {
  id: string
  name: string
  email: string
  enrolledAt: Date
  /** Number of completed lectures that are visible. */
  completed: number
  lectures: number
  lastActiveAt: Date | null
}

export interface LearnerPage {
  learners: CourseLearner[]
  page: number
  pages: number
  total: number
}

/** Lists a course's learners, latest first, with their progress, in four queries. */
@inject()
export default class ListCourseLearners {
  constructor(private catalog: CatalogCache) {}

  async handle({
    courseId,
    page: asked,
  }: {
    courseId: string
    page?: number
  }): Promise<LearnerPage> {
    const enrolled = () => db.from('enrollments').where('enrollments.course_id', courseId)
    const [count] = await enrolled().count('* as total')
    const total = Number(count.total)
    const { page, pages } = pageOf(total, { size: PAGE_SIZE, asked })
    const rows = await enrolled()
      .join('users', 'users.id', 'enrollments.user_id')
      .select('users.id', 'users.name', 'users.email', 'enrollments.created_at as enrolledAt')
      .orderBy('enrollments.created_at', 'desc')
      .orderBy('enrollments.id', 'desc')
      .forPage(page, PAGE_SIZE)

    const shown = await this.shownLectures(courseId)
    const progresses = await ProgressDocument.find({
      course: courseId,
      user: { $in: rows.map(({ id }) => id) },
    }).lean<Progress[]>()
    const progressOf = new Map(progresses.map((one) => [one.user.toHexString(), one]))
    const learners = rows.map((row) => withProgress(row, progressOf.get(row.id), shown))
    return { learners, page, pages, total }
  }

  /** Lists all learners of a course, page by page. */
  async *all({ courseId }: { courseId: string }): AsyncGenerator<CourseLearner[]> {
    for (let page = 1, pages = 1; page <= pages; page++) {
      const listed = await this.handle({ courseId, page })
      yield listed.learners
      pages = listed.pages
    }
  }

  private async shownLectures(courseId: string): Promise<Set<string>> {
    const lectures = await this.catalog.lecturesOf(courseId)
    return new Set(lectures.filter(isPublished).map(({ _id }) => _id.toHexString()))
  }
}

interface Row {
  id: string
  name: string
  email: string
  enrolledAt: SqlTime
}

function withProgress(
  { enrolledAt, ...person }: Row,
  progress: Progress | undefined,
  shown: Set<string>
): CourseLearner {
  const completed = progress?.completedLectures.filter((id) => shown.has(id.toHexString())) ?? []
  const isActive = progress !== undefined && progress.completedLectures.length > 0
  return {
    ...person,
    enrolledAt: timeFromSql(enrolledAt).toJSDate(),
    completed: completed.length,
    lectures: shown.size,
    lastActiveAt: isActive ? (progress.updatedAt ?? null) : null,
  }
}
