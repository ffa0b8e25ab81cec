import vine from '@vinejs/vine'

const text = (maxLength: number) => vine.string().trim().minLength(1).maxLength(maxLength)

/** Numbers of a form arrive as digits. */
const wholeNumber = (max: number) => vine.number().withoutDecimals().range([0, max])

/** What the file store says of an upload. */
const storedFile = () => vine.object({ key: vine.string() })

export const createCourseValidator = vine.create({
  title: text(200),
  description: text(10_000),
  category: text(100),
  createdBy: text(200),
  price: wholeNumber(10_000_000),
  duration: wholeNumber(1_000),
  file: storedFile(),
})

export const addLectureValidator = vine.create({
  title: text(200),
  description: text(10_000),
  file: storedFile(),
})
