import type { Lecture } from '#app/catalog/documents/lecture'
import { signedMediaAddress } from '#app/media/signed_address'

/** A lecture for users who may watch it: `video` is an expiring signed URL, relative to the backend's. */
export function lectureJson(lecture: Lecture) {
  const { _id: id, title, description, video, course, createdAt } = lecture
  return {
    _id: id.toHexString(),
    title,
    description,
    video: signedMediaAddress(video),
    course: course.toHexString(),
    createdAt: (createdAt ?? id.getTimestamp()).toISOString(),
  }
}
