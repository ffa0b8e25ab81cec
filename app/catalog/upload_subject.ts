import type Upload from '#app/media/models/upload'

/** Destination of an upload: a course that gets a new lecture, or a lecture that gets new media. */
export interface UploadSubject {
  kind: 'course' | 'lecture'
  id: string
}

/** Reads `course:<id>` or `lecture:<id>`; `null` for anything else. */
export function subjectOf({ subject }: Pick<Upload, 'subject'>): UploadSubject | null {
  const found = /^(course|lecture):([0-9a-f]{24})$/.exec(subject ?? '')
  return found && { kind: found[1] as UploadSubject['kind'], id: found[2] }
}
