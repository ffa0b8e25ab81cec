import type { Document } from 'bson'
import LectureDocument from '#app/catalog/documents/lecture'
import { isServed } from '#app/operations/import/import_courses'
import type { ImportRun } from '#app/operations/import/import_run'
import { fileKeyOf, idOf, lineOf, textOf, timeOf } from '#app/operations/import/values'

/** Imports lectures of existing courses, keeping their ids. */
export default class ImportLectures {
  private known = new Set<string>()

  async handle(run: ImportRun): Promise<void> {
    this.known.clear()
    for await (const lecture of LectureDocument.find().select('course').lean()) {
      this.known.add(String(lecture._id))
      run.courses.get(String(lecture.course))?.lectures.add(String(lecture._id))
    }
    for await (const document of run.source.documents('lectures')) await this.take(document, run)
  }

  private async take(document: Document, { report, courses, dryRun }: ImportRun): Promise<void> {
    report.read('lectures')
    const id = idOf(document._id)
    const courseId = idOf(document.course)
    const course = courses.get(courseId ?? '')
    const title = lineOf(document.title)
    const video = fileKeyOf(document.video)
    if (!id) return report.refuse('lectures', document._id, 'Its id is not an ObjectId.')
    if (this.known.has(id)) return report.done('lectures', 'already')
    if (!course)
      return report.refuse('lectures', id, `Its course ${courseId ?? ''} does not exist.`)
    if (!title) return report.refuse('lectures', id, 'It has no title.')
    if (!video) return report.refuse('lectures', id, 'It has no video.')

    const note = (sentence: string) => report.note('lectures', id, sentence)
    const createdAt = timeOf(document.createdAt, id, note)
    if (!isServed(video)) note(`Its video ${video} does not have the name of an upload.`)
    this.known.add(id)
    course.lectures.add(id)
    report.done('lectures', 'imported')
    if (dryRun) return

    await LectureDocument.create({
      _id: id,
      title,
      description: textOf(document.description) ?? title,
      video,
      course: courseId,
      createdAt,
    })
  }
}
