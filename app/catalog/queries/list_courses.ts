import { inject } from '@adonisjs/core'
import { Types } from 'mongoose'
import db from '@adonisjs/lucid/services/db'
import CatalogCache from '#app/catalog/cache/catalog_cache'
import { type Course, type CourseStatus, isDraft } from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import { pageOf } from '#app/platform/pagination'
import { searchable } from '#app/platform/search_text'

const PAGE_SIZE = 25

const KEYS = {
  title: ({ title }: Course) => searchable(title),
  price: ({ price }: Course) => price ?? -1,
  created: ({ _id, createdAt }: Course) => (createdAt ?? _id.getTimestamp()).getTime(),
}

export type CourseSort = keyof typeof KEYS | `-${keyof typeof KEYS}`

export interface CourseFilter {
  search?: string
  /** `empty`: courses without lectures, published or not. */
  status?: CourseStatus | 'empty'
  category?: string
  instructor?: string
  sort?: CourseSort
  page?: number
}

export interface ListedCourse {
  id: string
  title: string
  image: string
  isDraft: boolean
  category: string
  instructor: string
  /** Whole rupees; null for a draft without a price. */
  price: number | null
  createdAt: Date
  lectures: number
  learners: number
}

export interface CoursePage {
  courses: ListedCourse[]
  page: number
  pages: number
  /** Number of matching courses. */
  total: number
  /** Number of all courses. */
  all: number
}

/** Lists a page of matching courses, newest first, in two or three queries plus the cached catalog. */
@inject()
export default class ListCourses {
  constructor(private catalog: CatalogCache) {}

  async handle({ sort = '-created', ...filter }: CourseFilter): Promise<CoursePage> {
    const all = await this.catalog.courses()
    const fits = matching(filter)
    const isIncluded = filter.status === 'empty' ? await isEmpty() : () => true
    const left = sorted(
      all.filter((course) => fits(course) && isIncluded(course)),
      sort
    )
    const { page, pages } = pageOf(left.length, { size: PAGE_SIZE, asked: filter.page })
    const shown = left.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    const courses = await this.withCounts(shown)
    return { courses, page, pages, total: left.length, all: all.length }
  }

  private async withCounts(courses: Course[]): Promise<ListedCourse[]> {
    const ids = courses.map(({ _id }) => _id)
    const lectures = await lectureCounts(ids)
    const learners = await learnerCounts(ids)
    return courses.map((course) => {
      const id = course._id.toHexString()
      return {
        id,
        title: course.title,
        image: course.image,
        isDraft: isDraft(course),
        category: course.category,
        instructor: course.createdBy,
        price: course.price ?? null,
        createdAt: course.createdAt ?? course._id.getTimestamp(),
        lectures: lectures.get(id) ?? 0,
        learners: learners.get(id) ?? 0,
      }
    })
  }
}

function matching({ search, status, category, instructor }: CourseFilter) {
  const words = searchable(search ?? '').split(' ')
  return (course: Course): boolean => {
    const text = searchable(`${course.title} ${course.category} ${course.createdBy}`)
    return (
      words.every((word) => text.includes(word)) &&
      (!status || status === 'empty' || isDraft(course) === (status === 'draft')) &&
      (!category || course.category === category) &&
      (!instructor || course.createdBy === instructor)
    )
  }
}

async function isEmpty() {
  const courses = await LectureDocument.distinct('course', { deletion: null })
  const withLectures = new Set(courses.map(String))
  return ({ _id }: Course) => !withLectures.has(_id.toHexString())
}

function sorted(courses: Course[], sort: CourseSort): Course[] {
  const key = KEYS[sort.replace('-', '') as keyof typeof KEYS]
  const direction = sort.startsWith('-') ? -1 : 1
  return courses.toSorted((one, other) => {
    const [left, right] = [key(one), key(other)]
    return left === right ? 0 : left < right ? -direction : direction
  })
}

async function lectureCounts(ids: Types.ObjectId[]): Promise<Map<string, number>> {
  const counts = await LectureDocument.aggregate<{ _id: Types.ObjectId; lectures: number }>([
    { $match: { course: { $in: ids }, deletion: null } },
    { $group: { _id: '$course', lectures: { $sum: 1 } } },
  ])
  return new Map(counts.map(({ _id, lectures }) => [_id.toHexString(), lectures]))
}

async function learnerCounts(ids: Types.ObjectId[]): Promise<Map<string, number>> {
  const hexIds = ids.map((id) => id.toHexString())
  const rows = await db
    .from('enrollments')
    .whereIn('course_id', hexIds)
    .select('course_id')
    .count('* as learners')
    .groupBy('course_id')
  return new Map(rows.map((row) => [row.course_id, Number(row.learners)]))
}
