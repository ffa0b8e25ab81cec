import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

export const LECTURE_STATUSES = ['published', 'unpublished'] as const
export type LectureStatus = (typeof LECTURE_STATUSES)[number]

const schema = new Schema(
  {
    title: { type: String, required: true },
    description: { type: String, required: true },
    /** The media's key in the file store. */
    video: { type: String, required: true },
    course: { type: Schema.Types.ObjectId, required: true },
    /** Teaching order within the course; lectures without one come first, oldest first. */
    position: { type: Number },
    /** Ask `isPublished`: a document without one is published. */
    status: { type: String, enum: LECTURE_STATUSES },
    /** Whether everyone who is signed in may watch it. */
    isFreePreview: { type: Boolean },
    /** How often its texts were edited: whoever saves says which state they began with. None counts as 0. */
    edits: { type: Number },
    /** The outbox event that will delete it, while that can be undone; the lecture is nowhere to be seen meanwhile. */
    deletion: { type: String },
    createdAt: { type: Date, default: () => new Date() },
    updatedAt: { type: Date },
  },
  { collection: 'lectures', versionKey: false }
)

schema.index({ course: 1, position: 1, _id: 1 })
schema.index({ video: 1 })

export type Lecture = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** Whether learners see the lecture. */
export function isPublished({ status }: Pick<Lecture, 'status'>): boolean {
  return status !== 'unpublished'
}

/** One unit of a course, with its video or audio. */
const LectureDocument = model('Lecture', schema)
export default LectureDocument
