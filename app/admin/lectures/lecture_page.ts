import { inject } from '@adonisjs/core'
import { isAudio, lectureRow } from '#app/admin/lectures/lecture_row'
import type { Lecture } from '#app/catalog/documents/lecture'
import FindCourse from '#app/catalog/queries/find_course'
import FindLecture from '#app/catalog/queries/find_lecture'
import ListLectures from '#app/catalog/queries/list_lectures'
import { typeOf } from '#app/media/file_types'
import InspectFile, { type InspectedFile } from '#app/media/queries/inspect_file'
import { signedMediaAddress } from '#app/media/signed_address'

/** Reads a lecture for its page, with its media and its neighbours in the course. */
@inject()
export default class LecturePage {
  constructor(
    private findLecture: FindLecture,
    private findCourse: FindCourse,
    private listLectures: ListLectures,
    private inspectFile: InspectFile
  ) {}

  /** @throws {LectureNotFound} */
  async handle({ lectureId }: { lectureId: string }) {
    const lecture = await this.findLecture.handle({ lectureId })
    const courseId = lecture.course.toHexString()
    const [course, lectures, file] = await Promise.all([
      this.findCourse.handle({ courseId }),
      this.listLectures.handle({ courseId }),
      this.inspectFile.handle({ key: lecture.video }),
    ])
    const index = lectures.findIndex(({ _id }) => _id.equals(lecture._id))
    return {
      lecture: { ...lecture, ...lectureRow(lecture, index) },
      course: { title: course.title, path: `/admin/courses/${courseId}` },
      lectures: lectures.length,
      previous: neighbour(lectures[index - 1]),
      next: neighbour(lectures[index + 1]),
      media: mediaOf(lecture, file),
    }
  }
}

function mediaOf(lecture: Lecture, file: InspectedFile | undefined) {
  const { video: key, fileName } = lecture
  return {
    source: `/${signedMediaAddress(key)}`,
    isAudio: isAudio(lecture),
    fileName,
    type: typeOf(key)?.label,
    sizeInBytes: file?.sizeInBytes,
    warning: file?.warning,
  }
}

function neighbour(lecture: Lecture | undefined) {
  return lecture && { title: lecture.title, path: `/admin/lectures/${lecture._id.toHexString()}` }
}
