import { inject } from '@adonisjs/core'
import { type CourseTab, courseHead } from '#app/admin/courses/course_tabs'
import { type Course, isDraft } from '#app/catalog/documents/course'
import { type Lecture, isPublished } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import ListLectures from '#app/catalog/queries/list_lectures'
import { type Detail, missingDetails } from '#app/catalog/readiness'

/** What the checklist asks for, in the order of the form; each leads to its field. */
const CHECKLIST: { detail: Detail; label: string; field: string }[] = [
  { detail: 'description', label: 'Description', field: 'description' },
  { detail: 'price', label: 'Price', field: 'price' },
  { detail: 'duration', label: 'Duration', field: 'duration' },
  { detail: 'category', label: 'Category', field: 'category' },
  { detail: 'image', label: 'Cover image', field: 'file' },
]

/** Reads a course for one of its tabs, with the header that all tabs share and the checklist of a draft. */
@inject()
export default class CoursePage {
  constructor(
    private findCourse: FindCourse,
    private listLectures: ListLectures
  ) {}

  /** @throws {CourseNotFound} */
  async handle({ courseId, tab }: { courseId: string; tab: CourseTab }) {
    const course = await this.findCourse.handle({ courseId })
    const lectures = await this.listLectures.handle({ courseId })
    const unpublished = lectures.filter((lecture) => !isPublished(lecture)).length
    const missing = missingDetails(course)
    const head = {
      ...courseHead(course, tab),
      unpublished,
      isReady: missing.length === 0,
      checklist: isDraft(course) ? checklistOf(course, missing, lectures) : null,
    }
    return { course, lectures, head }
  }
}

function checklistOf(course: Course, missing: Detail[], lectures: Lecture[]) {
  const path = `/admin/courses/${course._id.toHexString()}`
  return [
    ...CHECKLIST.map(({ detail, label, field }) => ({
      label,
      isDone: !missing.includes(detail),
      isOptional: false,
      path: `${path}/settings#field-${field}`,
    })),
    { label: 'Lectures', isDone: lectures.length > 0, isOptional: true, path },
  ]
}
