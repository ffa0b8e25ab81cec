import vine from '@vinejs/vine'
import payments from '#config/payments'
import { COURSE_STATUSES } from '#app/catalog/documents/course'
import { LECTURE_STATUSES } from '#app/catalog/documents/lecture'
import { id, pageNumber, searchText } from '#app/platform/validators/parameters'
import { paragraphs, title } from '#app/platform/validators/texts'

/** Form numbers must be plain digits; `1e3` and `0x10` are rejected. */
const wholeNumber = (max: number) =>
  vine.number().parse(plainDigits).withoutDecimals().range([0, max])

function plainDigits(value: unknown) {
  return typeof value === 'string' && !/^\s*\d+\s*$/.test(value) ? Number.NaN : value
}

const filter = () => vine.string().maxLength(200).optional()

/** Facts about an uploaded file, set by the file store. */
const storedFile = () => vine.object({ key: vine.string() })

/** Details that the API asks for at once. */
const courseFields = {
  title: title(200),
  description: paragraphs(10_000),
  category: title(100),
  createdBy: title(200),
  price: wholeNumber(payments.highestPriceInRupees),
  duration: wholeNumber(1_000),
}

/** Whole rupees as people write them: `1499`, `1,499` or `₹1,00,000`. */
const rupees = () =>
  vine
    .number()
    .parse((value) => {
      if (typeof value !== 'string') return value
      const digits = /^\s*(?:₹\s*)?(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})\s*$/.exec(value)?.[1]
      return digits === undefined && value.trim() ? Number.NaN : digits?.replaceAll(',', '')
    })
    .withoutDecimals()
    .range([0, payments.highestPriceInRupees])

/** Reads an empty field of a form as a missing one. Replaces the parser of texts, so it normalizes them too. */
const emptyToMissing = (value: unknown) =>
  typeof value === 'string' ? value.trim().normalize('NFC') || undefined : value

const status = { status: vine.enum(COURSE_STATUSES) }
const edits = { edits: wholeNumber(Number.MAX_SAFE_INTEGER) }

export const createCourseValidator = vine.create({ ...courseFields, file: storedFile() })

/** A course begins as a draft with a title. */
export const startCourseValidator = vine.create({ title: title(200) })

/** Drafts may lack details. `image` tells whether the course has a cover already. */
export const updateCourseValidator = vine.create({
  title: title(200),
  createdBy: title(200),
  ...status,
  ...edits,
  description: paragraphs(10_000)
    .parse(emptyToMissing)
    .optional()
    .requiredWhen('status', '=', 'published'),
  category: title(100).parse(emptyToMissing).optional().requiredWhen('status', '=', 'published'),
  price: rupees().optional().requiredWhen('status', '=', 'published'),
  duration: wholeNumber(1_000)
    .parse((value) => (emptyToMissing(value) === undefined ? undefined : plainDigits(value)))
    .optional()
    .requiredWhen('status', '=', 'published'),
  image: vine.string().optional(),
  file: storedFile()
    .optional()
    .requiredWhen((field) => field.parent.status === 'published' && !field.parent.image),
})

/** `lectures`: publishes the course's hidden lectures with it. */
export const courseStatusValidator = vine.create({
  ...status,
  lectures: vine.boolean().optional(),
})

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
    .parse((value) => emptyToMissing(value) ?? (typeof value === 'string' ? null : undefined))
    .nullable()
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
  /** Seconds. */
  duration: vine.number().range([0, 1_000_000]).optional(),
})

export const lectureFileValidator = vine.create({ file: storedFile() })

export const addLectureValidator = vine.create({
  title: title(200),
  description: paragraphs(10_000),
  file: storedFile(),
})

/** The dashboard's form for browsers without scripts; the description is written later. */
export const addFileValidator = vine.create({ title: title(200), file: storedFile() })
