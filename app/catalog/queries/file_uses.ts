import CourseDocument from '#app/catalog/documents/course'
import LectureDocument from '#app/catalog/documents/lecture'

export interface FileUse {
  as: 'cover' | 'lecture'
  title: string
  courseId: string
  /** Of a lecture. */
  lectureId?: string
  /** Name of the file on the sender's device, if known. */
  fileName?: string | null
  durationInSeconds?: number | null
}

/** Finds the courses and lectures that use stored files, in two queries. */
export default class FileUses {
  /** Returns uses by key; unused files are missing. */
  async of(keys: string[]): Promise<Map<string, FileUse>> {
    const [courses, lectures] = await Promise.all([
      CourseDocument.find({ image: { $in: keys } })
        .select('title image')
        .lean(),
      LectureDocument.find({ video: { $in: keys } })
        .select('title video course fileName durationInSeconds')
        .lean(),
    ])
    return new Map<string, FileUse>([
      ...courses.map(
        ({ _id, image, title }) =>
          [image, { as: 'cover', title, courseId: _id.toHexString() }] as const
      ),
      ...lectures.map(
        ({ _id, video, title, course, fileName, durationInSeconds }) =>
          [
            video,
            {
              as: 'lecture',
              title,
              courseId: course.toHexString(),
              lectureId: _id.toHexString(),
              fileName,
              durationInSeconds,
            },
          ] as const
      ),
    ])
  }

  /** Returns the keys of all used files. */
  async keys(): Promise<Set<string>> {
    const [covers, media] = await Promise.all([
      CourseDocument.distinct('image', { image: { $ne: '' } }),
      LectureDocument.distinct('video'),
    ])
    return new Set([...covers, ...media])
  }
}
