import vine from '@vinejs/vine'
import payments from '#config/payments'
import { COURSE_STATUSES } from '#app/catalog/documents/course'
import { LECTURE_STATUSES } from '#app/catalog/documents/lecture'
import { id, pageNumber, searchText } from '#app/platform/validators/parameters'
import { paragraphs, title } from '#app/platform/validators/texts'

/** Form numbers must be plain digits; `1e3` and `0x10` are rejected. */
const wholeNumber = (max: number) =>
  vine
    .number()
    .parse((value) =>
      typeof value === 'string' && !/^\s*\d+\s*$/.test(value) ? Number.NaN : value
    )
    .withoutDecimals()
    .range([0, max])

/** Fields that all course forms share. */
const filter = () => vine.string().maxLength(200).optional()

/** Facts about an uploaded file, set by the file store. */
const storedFile = () => vine.object({ key: vine.string() })

const courseFields = {
  title: title(200),
  description: paragraphs(10_000),
  category: title(100),
  createdBy: title(200),
  price: wholeNumber(payments.highestPriceInRupees),
  duration: wholeNumber(1_000),
}
const status = { status: vine.enum(COURSE_STATUSES) }
const edits = { edits: wholeNumber(Number.MAX_SAFE_INTEGER) }

export const createCourseValidator = vine.create({ ...courseFields, file: storedFile() })

export const draftCourseValidator = vine.create({
  ...courseFields,
  ...status,
  file: storedFile(),
})

export const updateCourseValidator = vine.create({
  ...courseFields,
  ...status,
  ...edits,
  file: storedFile().optional(),
})

export const courseStatusValidator = vine.create(status)

export const listCoursesValidator = vine.create({
  search: searchText(),
  status: vine.enum([...COURSE_STATUSES, 'empty']).optional(),
  category: filter(),
  instructor: filter(),
  sort: vine.enum(['title', '-title', 'price', '-price', 'created', '-created']).optional(),
  page: pageNumber(),
})

/** Courses selected in a list. */
const ids = {
  ids: vine
    .array(id())
    .parse((value) => (typeof value === 'string' ? [value] : value))
    .minLength(1)
    .maxLength(100)
    .distinct(),
}

export const chosenCoursesValidator = vine.create(ids)

export const changeCoursesValidator = vine.create({
  ...ids,
  change: vine.enum(['publish', 'unpublish', 'delete']),
})

export const deleteCoursesValidator = vine.create({ ...ids, typed: vine.string().optional() })

export const descriptionValidator = vine.create({
  description: vine.string().maxLength(10_000).optional(),
})

export const updateLectureValidator = vine.create({
  title: title(200),
  description: paragraphs(10_000)
    .parse((value) => (typeof value === 'string' && !value.trim() ? undefined : value))
    .optional(),
  ...edits,
})

export const lectureStatusValidator = vine.create({ status: vine.enum(LECTURE_STATUSES) })

export const freePreviewValidator = vine.create({ isFreePreview: vine.boolean() })

/** A position from 1, or a step up (-1) or down (1) from the current one. */
export const lecturePlaceValidator = vine.create({
  place: wholeNumber(100_000).optional().requiredIfMissing('step'),
  step: vine.number().in([-1, 1]).optional(),
})

/** Destination of an upload: a lecture of a course, or the media of a lecture. */
export const uploadedLectureValidator = vine.create({
  name: vine.string().maxLength(1_000),
  course: id().optional().requiredIfMissing('lecture'),
  lecture: id().optional(),
})

export const lectureFileValidator = vine.create({ file: storedFile() })

export const addLectureValidator = vine.create({
  title: title(200),
  description: paragraphs(10_000),
  file: storedFile(),
})
