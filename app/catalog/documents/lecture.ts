import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

export const LECTURE_STATUSES = ['published', 'unpublished'] as const
export type LectureStatus = (typeof LECTURE_STATUSES)[number]

const schema = new Schema(
  {
    title: { type: String, required: true },
    description: { type: String, default: '' },
    /** Key of the media in the file store. */
    video: { type: String, required: true },
    /** Name of the media on the sender's device, if it was uploaded in the dashboard. */
    fileName: { type: String },
    /** Length of the media in seconds, if the uploading browser could tell. */
    durationInSeconds: { type: Number },
    course: { type: Schema.Types.ObjectId, required: true },
    /** Teaching order within the course; lectures without one come first, oldest first. */
    position: { type: Number },
    /** Read it with `isPublished`: documents without a status are published. */
    status: { type: String, enum: LECTURE_STATUSES },
    /** Free preview: every signed-in user may watch it. */
    isFreePreview: { type: Boolean },
    /** Number of edits of its texts, for optimistic locking. A missing count means 0. */
    edits: { type: Number },
    /** Id of the outbox event that will delete it. While set, the lecture is hidden and the deletion can be undone. */
    deletion: { type: String },
    createdAt: { type: Date, default: () => new Date() },
    updatedAt: { type: Date },
  },
  { collection: 'lectures', versionKey: false }
)

schema.index({ course: 1, position: 1, _id: 1 })
schema.index({ video: 1 })

export type Lecture = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** Tells whether learners see the lecture. */
export function isPublished({ status }: Pick<Lecture, 'status'>): boolean {
  return status !== 'unpublished'
}

/** One unit of a course, with its video or audio. */
const LectureDocument = model('Lecture', schema)
export default LectureDocument
