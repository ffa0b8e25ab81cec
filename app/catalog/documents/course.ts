import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

export const COURSE_STATUSES = ['draft', 'published'] as const
export type CourseStatus = (typeof COURSE_STATUSES)[number]

const schema = new Schema(
  {
    title: { type: String, required: true },
    description: { type: String, required: true },
    /** The cover's key in the file store. */
    image: { type: String, required: true },
    /** Whole rupees. */
    price: { type: Number, required: true },
    /** Weeks. */
    duration: { type: Number, required: true },
    category: { type: String, required: true },
    /** The instructor's name. */
    createdBy: { type: String, required: true },
    /** Ask `isDraft`: a document without one is published. */
    status: { type: String, enum: COURSE_STATUSES },
    /** How often it was edited: whoever saves says which state they began with. None counts as 0. */
    edits: { type: Number },
    createdAt: { type: Date, default: () => new Date() },
    updatedAt: { type: Date },
  },
  { collection: 'courses', versionKey: false }
)

schema.index({ image: 1 })

export type Course = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** Whether only those see the course who are enrolled in it or administer it. */
export function isDraft({ status }: Pick<Course, 'status'>): boolean {
  return status === 'draft'
}

/** What can be learned. */
const CourseDocument = model('Course', schema)
export default CourseDocument
