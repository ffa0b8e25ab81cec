import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

const schema = new Schema(
  {
    title: { type: String, required: true },
    description: { type: String, required: true },
    /** The media's key in the file store. */
    video: { type: String, required: true },
    course: { type: Schema.Types.ObjectId, required: true },
    /** Teaching order within the course; lectures without one come first, oldest first. */
    position: { type: Number },
    createdAt: { type: Date, default: () => new Date() },
  },
  { collection: 'lectures', versionKey: false }
)

schema.index({ course: 1, position: 1, _id: 1 })
schema.index({ video: 1 })

export type Lecture = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** One unit of a course, with its video or audio. */
const LectureDocument = model('Lecture', schema)
export default LectureDocument
