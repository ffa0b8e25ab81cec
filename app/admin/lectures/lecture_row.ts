import { type Lecture, isPublished } from '#app/catalog/documents/lecture'
import { typeOf } from '#app/media/file_types'

/** A row in the list of lectures. */
export function lectureRow(lecture: Lecture, index: number) {
  const id = lecture._id.toHexString()
  return {
    id,
    path: `/admin/lectures/${id}`,
    place: index + 1,
    title: lecture.title,
    edits: lecture.edits ?? 0,
    isPublished: isPublished(lecture),
    isFreePreview: lecture.isFreePreview === true,
    isAudio: isAudio(lecture),
    durationInSeconds: lecture.durationInSeconds ?? null,
    hasDescription: lecture.description !== '',
  }
}

/** Media with unknown names, such as imported ones, count as video. */
export function isAudio({ video }: Lecture): boolean {
  return typeOf(video)?.kind === 'audio'
}
