import { type InferSchemaType, Schema, type Types, model } from 'mongoose'

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
    createdAt: { type: Date, default: () => new Date() },
  },
  { collection: 'courses', versionKey: false }
)

schema.index({ image: 1 })

export type Course = InferSchemaType<typeof schema> & { _id: Types.ObjectId }

/** What can be learned. */
const CourseDocument = model('Course', schema)
export default CourseDocument
