import { inject } from '@adonisjs/core'
import type { Actor } from '#app/platform/audit/actor'
import AddPerson, { type CourseToGive } from '#app/payments/actions/add_person'
import PreviewPeopleImport from '#app/accounts/queries/preview_people_import'

export interface PeopleImported {
  invited: number
  enrolled: number
  /** Lines with errors. */
  skipped: number
}

/**
 * Adds the people of a CSV file, one after the other. It can be repeated: those who were added
 * before are left as they are.
 */
@inject()
export default class ImportPeople {
  constructor(
    private previewPeopleImport: PreviewPeopleImport,
    private addPerson: AddPerson
  ) {}

  /** @throws {InvalidCsv | CourseNotFound} */
  async handle({
    actor,
    csv,
    course,
  }: {
    actor: Actor
    csv: string
    course?: CourseToGive
  }): Promise<PeopleImported> {
    const rows = await this.previewPeopleImport.handle({ csv })
    const done = { invited: 0, enrolled: 0, skipped: 0 }
    for (const { person } of rows) {
      if (!person) {
        done.skipped++
        continue
      }
      const { isNew, isEnrolled } = await this.addPerson.handle({ actor, person, course })
      done.invited += Number(isNew)
      done.enrolled += Number(isEnrolled)
    }
    return done
  }
}
