import { inject } from '@adonisjs/core'
import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'
import FileUses from '#app/catalog/queries/file_uses'
import FileNotFound from '#app/media/exceptions/file_not_found'
import FileStore from '#app/media/file_store'
import Invariant from '#app/platform/invariants/invariant'

/** Lectures of a course that is being deleted lose their files first; `LecturesHaveCourses` covers them. */
@inject()
export default class NamedFilesExist extends Invariant {
  readonly condition = 'The files of courses and lectures exist'

  constructor(
    private files: FileStore,
    private uses: FileUses
  ) {
    super()
  }

  async *violations() {
    for await (const { _id: id, image } of CourseDocument.find().select('image').lean().cursor())
      if (await this.isMissing(image)) yield `cover ${image} of course ${id}`

    const lectures = LectureDocument.find().select('video course').lean().cursor()
    for await (const { _id: id, video, course } of lectures) {
      const isMissing = await this.isMissing(video)
      if (isMissing && (await CourseDocument.exists({ _id: course })))
        yield `media ${video} of lecture ${id}`
    }
  }

  /** Looks for the use last, since a file is deleted after the record that named it. */
  private async isMissing(key: string): Promise<boolean> {
    if (await this.exists(key)) return false
    const uses = await this.uses.of([key])
    return uses.has(key)
  }

  private async exists(key: string): Promise<boolean> {
    try {
      await this.files.describe(key)
      return true
    } catch (error) {
      if (error instanceof FileNotFound) return false
      throw error
    }
  }
}
