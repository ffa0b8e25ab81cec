import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

export const COURSE_STATUSES = ['draft', 'published'] as const
export type CourseStatus = (typeof COURSE_STATUSES)[number]

const schema = new Schema(
  {
    title: { type: String, required: true },
    // Drafts may lack the details from here to the category; see `missingDetails`.
    description: { type: String, default: '' },
    /** Key of the cover in the file store. */
    image: { type: String, default: '' },
    /** Whole rupees. */
    price: { type: Number },
    /** Weeks. */
    duration: { type: Number },
    category: { type: String, default: '' },
    /** The instructor's name. */
    createdBy: { type: String, required: true },
    /** Read it with `isDraft`: documents without a status are published. */
    status: { type: String, enum: COURSE_STATUSES },
    /** Number of edits, for optimistic locking. A missing count means 0. */
    edits: { type: Number },
    createdAt: { type: Date, default: () => new Date() },
    updatedAt: { type: Date },
  },
  { collection: 'courses', versionKey: false }
)

schema.index({ image: 1 })

export type Course = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** Tells whether only enrolled learners and administrators see the course. */
export function isDraft({ status }: Pick<Course, 'status'>): boolean {
  return status === 'draft'
}

/** A course that learners can buy. */
const CourseDocument = model('Course', schema)
export default CourseDocument
