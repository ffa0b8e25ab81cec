import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Outbox from '#app/platform/outbox/outbox'
import { lectureOf } from '#app/catalog/audited_catalog'
import LectureDocument, { type Lecture } from '#app/catalog/documents/lecture'
import ShowLecture from '#app/catalog/events/show_lecture'
import RestorationDelayed from '#app/catalog/exceptions/restoration_delayed'
import TooLateToUndo from '#app/catalog/exceptions/too_late_to_undo'

/** Time after which a worker shows the lecture if this process has ended. */
const SETTLED_WITHIN = { seconds: 10 }

/** Undoes the deletion of a lecture. Idempotent. */
@inject()
export default class RestoreLecture {
  constructor(
    private outbox: Outbox,
    private audit: Audit
  ) {}

  /**
   * @throws {TooLateToUndo}
   * @throws {RestorationDelayed}
   */
  async handle({ actor, lectureId }: { actor: Actor; lectureId: string }): Promise<Lecture> {
    const lecture = await LectureDocument.findById(lectureId).lean<Lecture>()
    if (!lecture) throw new TooLateToUndo()
    const { deletion } = lecture
    if (!deletion) return lecture

    const change = { actor, action: 'lecture.restored', target: lectureOf(lecture) } as const
    await this.audit.around(change, () => this.restore(lecture, deletion))
    return lecture
  }

  /** The deletion is cancelled and the restoration written at once, so that a crash leaves no lecture hidden for good. */
  private async restore({ _id }: Lecture, deletion: string) {
    const restoration = await db.transaction(async (trx) => {
      if (!(await this.outbox.cancel(deletion, trx))) throw new TooLateToUndo()
      const event = new ShowLecture({ lectureId: _id.toHexString(), deletion })
      return this.outbox.intend(event, SETTLED_WITHIN, trx)
    })
    if (!(await this.outbox.settle(restoration))) throw new RestorationDelayed()
  }
}
