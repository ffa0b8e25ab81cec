import type { Document } from 'bson'
import payments from '#config/payments'
import CourseDocument from '#app/catalog/documents/course'
import { FILE_NAME } from '#app/media/file_types'
import { PREFIX } from '#app/catalog/purposes'
import type { ImportRun } from '#app/operations/import/import_run'
import { amountOf, fileKeyOf, idOf, lineOf, textOf, timeOf } from '#app/operations/import/values'

/** Placeholder for courses without a cover. */
const NO_COVER = `${PREFIX}00000000-0000-4000-8000-000000000000.png`

/** Returns whether the application serves a file under this key. */
export const isServed = (key: string) => FILE_NAME.test(key.replace(/^uploads\//, ''))

/**
 * Imports courses, keeping their ids. A course whose price can't be read becomes a draft, so that
 * nobody gets it for free.
 */
export default class ImportCourses {
  async handle(run: ImportRun): Promise<void> {
    for await (const course of CourseDocument.find().lean()) {
      const { title, price } = course
      run.courses.set(String(course._id), { title, price: price ?? 0, lectures: new Set() })
    }
    for await (const document of run.source.documents('courses')) await this.take(document, run)
  }

  private async take(document: Document, run: ImportRun): Promise<void> {
    const { report, courses, dryRun } = run
    report.read('courses')
    const id = idOf(document._id)
    const title = lineOf(document.title)
    if (!id) return report.refuse('courses', document._id, 'Its id is not an ObjectId.')
    if (courses.has(id)) return report.done('courses', 'already')
    if (!title) return report.refuse('courses', id, 'It has no title.')

    const note = (sentence: string) => report.note('courses', id, sentence)
    const price = payableOf(document.price)
    const image = fileKeyOf(document.image)
    if (price === undefined) note(unusablePrice(document.price))
    else if (!Number.isInteger(price)) note(`Its price of ${price} was rounded to whole rupees.`)
    if (!image) note('It has no cover.')
    else if (!isServed(image)) note(`Its cover ${image} does not have the name of an upload.`)
    const rupees = Math.round(price ?? 0)
    courses.set(id, { title, price: rupees, lectures: new Set() })
    const createdAt = timeOf(document.createdAt, id, note)
    report.done('courses', 'imported')
    if (dryRun) return

    await CourseDocument.create({
      _id: id,
      title,
      description: textOf(document.description) ?? title,
      image: image ?? NO_COVER,
      price: rupees,
      duration: Math.round(amountOf(document.duration) ?? 0),
      category: lineOf(document.category) ?? 'Other',
      createdBy: lineOf(document.createdBy) ?? 'Theta',
      createdAt,
      ...(price === undefined ? { status: 'draft' } : {}),
    })
  }
}

/** Returns a price that learners can pay. */
function payableOf(value: unknown): number | undefined {
  const price = amountOf(value)
  return price !== undefined && price <= payments.highestPriceInRupees ? price : undefined
}

function unusablePrice(value: unknown): string {
  const draft = 'It stays a draft until a price is set.'
  const price = amountOf(value)
  if (price === undefined) return `Its price can’t be read. ${draft}`
  return `Its price of ${price} is above ${payments.highestPriceInRupees} rupees, the highest that learners can pay. ${draft}`
}
