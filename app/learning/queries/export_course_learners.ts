import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import ListCourseLearners, { type CourseLearner } from '#app/learning/queries/list_course_learners'
import { csvLine } from '#app/platform/csv'

const columns = (zone: string) => [
  'Name',
  'Email',
  'Completed lectures',
  'Lectures',
  `Last activity at (${zone})`,
  `Enrolled at (${zone})`,
]

/** Streams a course's learners and their progress as lines of CSV, latest first. */
@inject()
export default class ExportCourseLearners {
  constructor(private listCourseLearners: ListCourseLearners) {}

  /** @param zone time zone of the exported times */
  async *handle({ courseId, zone }: { courseId: string; zone: string }): AsyncGenerator<string> {
    yield csvLine(columns(zone))
    for await (const learners of this.listCourseLearners.all({ courseId }))
      yield learners.map((learner) => lineOf(learner, zone)).join('')
  }
}

function lineOf(learner: CourseLearner, zone: string): string {
  const { name, email, completed, lectures, lastActiveAt, enrolledAt } = learner
  const times = [lastActiveAt, enrolledAt].map((time) => time && timeIn(time, zone))
  return csvLine([name, email, completed, lectures, ...times])
}

/** `2026-11-21 15:04:05` */
function timeIn(time: Date, zone: string): string {
  return DateTime.fromJSDate(time, { zone }).toFormat('yyyy-MM-dd HH:mm:ss')
}
