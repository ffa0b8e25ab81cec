import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument, { type Lecture, type LectureStatus } from '#app/catalog/documents/lecture'
import { changesBetween, refuseStaleEdit, saveEdit } from '#app/catalog/edits'
import LectureNotFound from '#app/catalog/exceptions/lecture_not_found'
import RemoveUnusedFile from '#app/catalog/listeners/remove_unused_file'

export interface LectureEdit {
  title: string
  description: string
  status: LectureStatus
  isFreePreview: boolean
  /** New media's key. */
  video: string
}

/** Changes a lecture. It stays the same lecture, with everyone's progress, also when its media are replaced. */
@inject()
export default class UpdateLecture {
  constructor(
    private changes: CatalogChanges,
    private audit: Audit,
    private removeUnusedFile: RemoveUnusedFile
  ) {}

  /**
   * @param edits how often the lecture had been edited when whoever saves began; without it, whatever stands is replaced
   * @throws {LectureNotFound}
   * @throws {StaleEdit} when someone else has saved since
   */
  async handle({
    actor,
    lectureId,
    edits,
    edit,
  }: {
    actor: Actor
    lectureId: string
    edits?: number
    edit: Partial<LectureEdit>
  }): Promise<Lecture> {
    const lecture = await LectureDocument.findOne({
      _id: lectureId,
      deletion: null,
    }).lean<Lecture>()
    if (!lecture) throw new LectureNotFound()
    refuseStaleEdit(lecture, edits)
    const { before, after } = changesBetween(lecture, edit)
    if (Object.keys(after).length === 0) return lecture

    const thing = { kind: 'lecture' as const, id: lectureId, label: lecture.title }
    const changed = await this.audit.around(
      { actor, action: 'lecture.updated', thing, before, after },
      () => this.changes.record(() => this.save(lecture, after))
    )
    if (changed.video !== lecture.video) await this.removeUnusedFile.handle({ key: lecture.video })
    return changed
  }

  private async save(lecture: Lecture, after: Partial<LectureEdit>): Promise<Lecture> {
    const changed = await saveEdit(LectureDocument, lecture, after)
    if (!changed) throw new LectureNotFound()
    return changed
  }
}
