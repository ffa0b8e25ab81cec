import type { ClientSession } from 'mongoose'
import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import { lectureOf } from '#app/catalog/audited_catalog'
import CatalogChanges from '#app/catalog/cache/catalog_changes'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import FindLecture from '#app/catalog/queries/find_lecture'
import ListLectures from '#app/catalog/queries/list_lectures'

export interface Placement {
  lecture: Lecture
  /** From 1. */
  place: number
  /** Number of lectures in the course. */
  of: number
}

/** Moves a lecture to another position within its course. */
@inject()
export default class MoveLecture {
  constructor(
    private findLecture: FindLecture,
    private listLectures: ListLectures,
    private changes: CatalogChanges,
    private audit: Audit
  ) {}

  /**
   * @param place from 1
   * @param step from the current position, used without a place; results out of range are clamped
   * @throws {LectureNotFound}
   */
  async handle({
    actor,
    lectureId,
    place,
    step = 0,
  }: {
    actor: Actor
    lectureId: string
    place?: number
    step?: number
  }): Promise<Placement> {
    const lecture = await this.findLecture.handle({ lectureId })
    const lectures = await this.listLectures.handle({ courseId: lecture.course.toHexString() })

    const from = lectures.findIndex(({ _id }) => _id.equals(lecture._id))
    const wanted = place ?? from + 1 + step
    const to = Math.min(Math.max(wanted, 1), lectures.length) - 1
    const placement = { lecture, place: to + 1, of: lectures.length }
    if (from === to) return placement

    const change = { actor, action: 'lecture.moved', target: lectureOf(lecture) } as const
    const [before, after] = [{ place: from + 1 }, { place: to + 1 }]
    await this.audit.around({ ...change, before, after }, () =>
      this.changes.record((session) =>
        this.renumber(lectures.toSpliced(from, 1).toSpliced(to, 0, lecture), session)
      )
    )
    return placement
  }

  /** Writes only positions that change; imported lectures have none at first. */
  private async renumber(lectures: Lecture[], session: ClientSession) {
    const writes = lectures.flatMap(({ _id, position }, index) =>
      position === index + 1
        ? []
        : [{ updateOne: { filter: { _id }, update: { $set: { position: index + 1 } } } }]
    )
    await LectureDocument.bulkWrite(writes, { session })
  }
}
