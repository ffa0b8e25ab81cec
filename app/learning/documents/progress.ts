import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, required: true },
    course: { type: Schema.Types.ObjectId, required: true },
    completedLectures: { type: [Schema.Types.ObjectId], required: true },
    /** Completion times, including deleted lectures; missing for completions before they were recorded. */
    activeAt: { type: [Date], default: undefined },
  },
  { collection: 'progresses', versionKey: false, timestamps: true }
)

schema.index({ user: 1, course: 1 }, { unique: true })
schema.index({ course: 1 })

export type Progress = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** A learner's progress in a course: one document per learner and course. */
const ProgressDocument = model('Progress', schema)
export default ProgressDocument
