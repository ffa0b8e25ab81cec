import { type Lecture, isPublished } from '#app/catalog/documents/lecture'
import { kindOf } from '#app/media/kinds'

/** A lecture in the list of a course's lectures. */
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
  }
}

export function isAudio({ video }: Lecture): boolean {
  return /^audio\//.test(mimeOf(video))
}

/** An imported lecture may have a file of a name that no upload gave. */
function mimeOf(key: string): string {
  try {
    return kindOf(key).mime
  } catch {
    return 'video/*'
  }
}
