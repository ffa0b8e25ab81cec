import LectureDocument from '#app/catalog/documents/lecture'
import Invariant from '#app/platform/invariants/invariant'
import OutboxRow from '#app/platform/outbox/outbox_row'

export default class HiddenLecturesAreDeleted extends Invariant {
  readonly condition = 'Each soft-deleted lecture is going to be deleted'

  async *violations() {
    const hidden = LectureDocument.find({ deletion: { $ne: null } }).select('deletion')
    for await (const { _id: id, deletion } of hidden.lean().cursor())
      if (
        !(await OutboxRow.find(deletion)) &&
        (await LectureDocument.exists({ _id: id, deletion }))
      )
        yield `lecture ${id}, hidden by the missing job ${deletion}`
  }
}
