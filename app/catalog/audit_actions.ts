import type { Declared } from '#app/platform/audit/audit_actions'
import type { AuditAttributes } from '#app/platform/audit/audit_attributes'

export const auditActions = {
  'course.created': 'Created a course',
  'course.updated': 'Changed a course',
  'course.duplicated': 'Duplicated a course',
  'course.deleted': 'Deleted a course',
  'lecture.added': 'Added a lecture',
  'lecture.updated': 'Changed a lecture',
  'lecture.moved': 'Moved a lecture',
  'lecture.deleted': 'Deleted a lecture',
  'lecture.restored': 'Restored a lecture',
} as const

export const auditTargets = ['course', 'lecture'] as const

export const auditAttributes = {
  course: {
    _id: null,
    edits: null,
    title: { label: 'Title' },
    description: { label: 'Description' },
    category: { label: 'Category' },
    price: { label: 'Price', as: 'rupees' },
    duration: { label: 'Duration', as: 'weeks' },
    createdBy: { label: 'Instructor' },
    status: { label: 'Status', as: { draft: 'Draft', published: 'Published' } },
    image: { label: 'Cover', as: 'file' },
    original: { label: 'Copied from', as: 'course' },
    createdAt: { label: 'Created', as: 'time' },
    updatedAt: { label: 'Last changed', as: 'time' },
  },
  lecture: {
    _id: null,
    edits: null,
    deletion: null,
    title: { label: 'Title' },
    description: { label: 'Description' },
    status: { label: 'Status', as: { unpublished: 'Hidden', published: 'Published' } },
    isFreePreview: { label: 'Free preview', as: 'yesNo' },
    place: { label: 'Position' },
    position: { label: 'Position' },
    video: { label: 'Media', as: 'file' },
    fileName: { label: 'File name' },
    durationInSeconds: { label: 'Duration in seconds' },
    course: { label: 'Course', as: 'course' },
    courseId: { label: 'Course', as: 'course' },
    createdAt: { label: 'Created', as: 'time' },
    updatedAt: { label: 'Last changed', as: 'time' },
  },
} satisfies AuditAttributes

declare module '#app/platform/audit/audit_actions' {
  interface AuditActions extends Declared<typeof auditActions> {}
  interface AuditTargets extends Declared<typeof auditTargets> {}
}
