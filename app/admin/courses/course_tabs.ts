import type { Course } from '#app/catalog/documents/course'
import { isDraft } from '#app/catalog/documents/course'

const TABS = [
  { name: 'lectures', label: 'Lectures', path: '' },
  { name: 'learners', label: 'Learners', path: '/learners' },
  { name: 'sales', label: 'Sales', path: '/sales' },
  { name: 'settings', label: 'Settings', path: '/settings' },
] as const

export type CourseTab = (typeof TABS)[number]['name']

/** Data of the course page's header, which all tabs share. */
export function courseHead(course: Course, current: CourseTab) {
  const id = course._id.toHexString()
  const path = `/admin/courses/${id}`
  return {
    id,
    path,
    title: course.title,
    image: course.image,
    category: course.category,
    instructor: course.createdBy,
    priceInPaise: typeof course.price === 'number' ? course.price * 100 : null,
    isDraft: isDraft(course),
    tabs: TABS.map((tab) => ({
      label: tab.label,
      path: path + tab.path,
      isCurrent: tab.name === current,
    })),
  }
}
