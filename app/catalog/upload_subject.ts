import type Upload from '#app/media/models/upload'

/** What an upload is meant for: a course that gets a new lecture, or a lecture that gets new media. */
export interface UploadSubject {
  kind: 'course' | 'lecture'
  id: string
}

/** Reads `course:<id>` or `lecture:<id>`; `null` for anything else that a sender may have said. */
export function subjectOf({ subject }: Pick<Upload, 'subject'>): UploadSubject | null {
  const found = /^(course|lecture):([0-9a-f]{24})$/.exec(subject ?? '')
  return found && { kind: found[1] as UploadSubject['kind'], id: found[2] }
}
