import type { Document } from 'bson'
import ProgressDocument from '#app/learning/documents/progress'
import type { ImportRun, KnownCourse } from '#app/operations/import/import_run'
import { idOf, timeOf } from '#app/operations/import/values'

/** Possible names of the collection: Mongoose's plural, and the singular. */
const COLLECTIONS = ['progresses', 'progress']

/** Imports progress, keeping its ids. Duplicates for the same learner and course are merged. */
export default class ImportProgress {
  /** Ids of existing progress, by learner and course. */
  private known = new Map<string, string>()

  async handle(run: ImportRun): Promise<void> {
    this.known.clear()
    for await (const found of ProgressDocument.find().select('user course').lean())
      this.known.set(`${found.user} ${found.course}`, String(found._id))
    for (const name of COLLECTIONS) {
      for await (const document of run.source.documents(name)) await this.take(document, run)
    }
  }

  private async take(document: Document, run: ImportRun): Promise<void> {
    const { report, dryRun } = run
    report.read('progress')
    const id = idOf(document._id)
    const userId = idOf(document.user)
    const courseId = idOf(document.course)
    const course = run.courses.get(courseId ?? '')
    if (!id) return report.refuse('progress', document._id, 'Its id is not an ObjectId.')
    if (!userId || !run.users.has(userId))
      return report.refuse('progress', id, `Its learner ${userId ?? ''} does not exist.`)
    if (!courseId || !course)
      return report.refuse('progress', id, `Its course ${courseId ?? ''} does not exist.`)

    const note = (sentence: string) => report.note('progress', id, sentence)
    const createdAt = timeOf(document.createdAt, id, note)
    run.beginnings.push({ userId, courseId, at: createdAt.getTime(), isTaken: false })
    const pair = `${userId} ${courseId}`
    const other = this.known.get(pair)
    if (other === id) return report.done('progress', 'already')

    const completedLectures = this.lecturesOf(document, id, course, run)
    if (other) report.note('progress', id, `It was merged with ${other} of the same learner.`)
    if (other && (await hasAll(other, completedLectures))) return report.done('progress', 'already')
    const times = { createdAt, updatedAt: timeOf(document.updatedAt, id, note) }
    report.done('progress', 'imported')
    this.known.set(pair, other ?? id)
    if (dryRun) return
    if (other) {
      const added = { $addToSet: { completedLectures: { $each: completedLectures } } }
      return void (await ProgressDocument.updateOne({ _id: other }, added))
    }
    await ProgressDocument.create(
      [{ _id: id, user: userId, course: courseId, completedLectures, ...times }],
      { timestamps: false }
    )
  }

  private lecturesOf(
    { completedLectures }: Document,
    id: string,
    { lectures }: KnownCourse,
    { report }: ImportRun
  ): string[] {
    const listed: unknown[] = Array.isArray(completedLectures) ? completedLectures : []
    const ids = new Set(listed.map((value) => idOf(value) ?? ''))
    const found = [...ids].filter((lecture) => lectures.has(lecture))
    if (found.length < ids.size)
      report.note(
        'progress',
        id,
        `${ids.size - found.length} of its lectures are not in its course.`
      )
    return found
  }
}

async function hasAll(id: string, lectures: string[]): Promise<boolean> {
  const count = await ProgressDocument.countDocuments({
    _id: id,
    ...(lectures.length > 0 ? { completedLectures: { $all: lectures } } : {}),
  })
  return count > 0
}
