import vine from '@vinejs/vine'
import { ID_PATTERN } from '#app/platform/ids'
import { day, pageNumber, searchText } from '#app/platform/list_parameters'
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
  courseId: vine.string().regex(ID_PATTERN),
  reason: vine.string().trim().minLength(1).maxLength(500),
})
