import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

const schema = new Schema(
  {
    user: { type: Schema.Types.ObjectId, required: true },
    course: { type: Schema.Types.ObjectId, required: true },
    completedLectures: { type: [Schema.Types.ObjectId], required: true },
    /** When lectures were completed, those that are gone too; not told of what was done before this was recorded. */
    activeAt: { type: [Date], default: undefined },
  },
  { collection: 'progresses', versionKey: false, timestamps: true }
)

schema.index({ user: 1, course: 1 }, { unique: true })
schema.index({ course: 1 })

export type Progress = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** How far a learner is in a course: one document for each pair of them. */
const ProgressDocument = model('Progress', schema)
export default ProgressDocument
