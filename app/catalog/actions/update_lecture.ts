import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import SaveEdit from '#app/catalog/actions/save_edit'
import { lectureOf } from '#app/catalog/audited_catalog'
import LectureDocument, { type Lecture, type LectureStatus } from '#app/catalog/documents/lecture'
import RemoveUnusedFile from '#app/catalog/actions/remove_unused_file'
import FindLecture from '#app/catalog/queries/find_lecture'

export interface LectureEdit {
  title: string
  description: string
  status: LectureStatus
  isFreePreview: boolean
  /** Key of the new media file. */
  video: string
  /** Name of the new media on the sender's device, if known. */
  fileName: string | null
  /** Length of the new media, if known. */
  durationInSeconds: number | null
}

/** Updates a lecture. Learners keep their progress even when the media file is replaced. */
@inject()
export default class UpdateLecture {
  constructor(
    private findLecture: FindLecture,
    private saveEdit: SaveEdit,
    private removeUnusedFile: RemoveUnusedFile
  ) {}

  /**
   * @param edits the lecture's edit count when editing started; without it, the current version is overwritten
   * @throws {LectureNotFound}
   * @throws {StaleEdit} if someone else has saved since
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
    const lecture = await this.findLecture.handle({ lectureId })
    const saved = await this.saveEdit.handle<Lecture, LectureEdit>({
      change: { actor, action: 'lecture.updated', target: lectureOf(lecture) },
      current: lecture,
      begunWith: edits,
      edit: withDescription(withMedia(edit, lecture), lecture),
      update: (asRead, $set, session) =>
        LectureDocument.findOneAndUpdate(
          asRead,
          { $set },
          { returnDocument: 'after', session }
        ).lean<Lecture>(),
    })
    if (saved.video !== lecture.video) await this.removeUnusedFile.handle({ key: lecture.video })
    return saved
  }
}

/** Forgets the name and length of replaced media, unless those of the new one are known. */
function withMedia(edit: Partial<LectureEdit>, { video }: Lecture): Partial<LectureEdit> {
  const isReplaced = edit.video !== undefined && edit.video !== video
  return isReplaced ? { fileName: null, durationInSeconds: null, ...edit } : edit
}

/** Keeps a description that is equal to the title equal to it until somebody edits it. */
function withDescription(edit: Partial<LectureEdit>, { title, description }: Lecture) {
  const isKept = edit.description === undefined || edit.description === description
  const follows = edit.title && isKept && description === title
  return follows ? { ...edit, description: edit.title } : edit
}
