import type { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import type User from '#app/accounts/models/user'
import ListPeople, { type PeopleFilter } from '#app/accounts/queries/list_people'
import { roleNameOf } from '#app/accounts/roles'
import { csvLine } from '#app/platform/csv'

const columns = (zone: string) => [
  'Name',
  'Email',
  'Role',
  'Status',
  'Courses',
  `Joined at (${zone})`,
  'Person',
]

/** Streams the accounts that fit a filter as lines of CSV, in batches. */
@inject()
export default class ExportPeople {
  constructor(private listPeople: ListPeople) {}

  /** @param zone time zone of the exported times */
  async *handle(filter: PeopleFilter, zone: string): AsyncGenerator<string> {
    yield csvLine(columns(zone))
    for await (const people of this.listPeople.all(filter))
      yield people.map((person) => lineOf(person, zone)).join('')
  }
}

function lineOf(person: User, zone: string): string {
  return csvLine([
    person.name,
    person.email,
    roleNameOf(person),
    person.blockedAt ? 'blocked' : 'active',
    Number(person.$extras.enrollments_count),
    timeIn(person.createdAt, zone),
    person.id,
  ])
}

/** `2026-11-21 15:04:05` */
function timeIn(time: DateTime, zone: string): string {
  return time.setZone(zone).toFormat('yyyy-MM-dd HH:mm:ss')
}
