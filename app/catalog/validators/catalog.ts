import vine from '@vinejs/vine'

/** Text without control characters, but for line breaks and tabs. */
const text = (maxLength: number) =>
  vine
    .string()
    .trim()
    .minLength(1)
    .maxLength(maxLength)
    .regex(/^[^\p{Cc}]*(?:[\r\n\t][^\p{Cc}]*)*$/u)

/** Numbers of a form arrive as digits: other spellings, such as `1e3` or `0x10`, are none. */
const wholeNumber = (max: number) =>
  vine
    .number()
    .parse((value) =>
      typeof value === 'string' && !/^\s*\d+\s*$/.test(value) ? Number.NaN : value
    )
    .withoutDecimals()
    .range([0, max])

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
