import vine from '@vinejs/vine'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'
import { paragraphs, personName } from '#app/platform/validators/texts'
import { knownEmail } from '#app/accounts/validators/accounts'
import { ROLES, type RoleName } from '#app/accounts/roles'

const roleName = () => vine.enum(Object.keys(ROLES) as RoleName[])

export const PEOPLE_ORDERS = ['name', '-name', 'joined', '-joined'] as const

export const peopleFilterValidator = vine.create({
  search: searchText(),
  role: roleName().optional(),
  state: vine.enum(['active', 'blocked'] as const).optional(),
  from: day(),
  to: day(),
  sort: vine.enum(PEOPLE_ORDERS).optional(),
  page: pageNumber(),
})

export const roleValidator = vine.create({ role: roleName() })

/** Name and e-mail of a person whom an administrator adds or changes. */
const person = () => ({
  name: personName(),
  email: knownEmail().email(),
})

/** Course to which people get access while they are added, if any. */
const givenCourse = () => ({
  courseId: id().optional(),
  reason: paragraphs(500).optional(),
})

export const personValidator = vine.create(person())

export const addPersonValidator = vine.create({ ...person(), ...givenCourse() })

export const importPeopleValidator = vine.create({
  csv: vine.string().minLength(1).maxLength(100_000),
  ...givenCourse(),
})

export const confirmedValidator = vine.create({ typed: vine.string().optional() })

export const grantValidator = vine.create({
  courseId: id(),
  reason: paragraphs(500),
})
