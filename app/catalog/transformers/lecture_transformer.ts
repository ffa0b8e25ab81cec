import type { Lecture } from '#app/catalog/documents/lecture'
import { viewerOf } from '#app/catalog/viewer'
import { signedMediaAddress } from '#app/media/signed_address'

/**
 * A lecture for users who may watch it: `video` is an expiring signed URL, relative to the backend's. It is signed for
 * a viewer unless everyone may watch the lecture.
 */
export function lectureJson(lecture: Lecture, viewer?: { id: string }) {
  const { _id: id, title, description, video, course, createdAt } = lecture
  return {
    _id: id.toHexString(),
    title,
    description,
    video: signedMediaAddress(video, viewer && viewerOf(viewer.id, course.toHexString())),
    course: course.toHexString(),
    createdAt: (createdAt ?? id.getTimestamp()).toISOString(),
  }
}
