import vine from '@vinejs/vine'
import { day, id, pageNumber, searchText } from '#app/platform/validators/parameters'
import { paragraphs } from '#app/platform/validators/texts'
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

export const grantValidator = vine.create({
  courseId: id(),
  reason: paragraphs(500),
})
