import vine from '@vinejs/vine'
import { pageNumber, searchText } from '#app/platform/validators/parameters'
import { paragraphs } from '#app/platform/validators/texts'
import { MESSAGE_STATES } from '#app/members/queries/list_board_messages'
import { ROLES } from '#app/members/roles'

export const boardMessagesValidator = vine.create({
  search: searchText(),
  author: searchText(),
  state: vine.enum(MESSAGE_STATES).optional(),
  page: pageNumber(),
})

export const boardMembersValidator = vine.create({
  search: searchText(),
  role: vine.enum(ROLES).optional(),
  page: pageNumber(),
})

export const removalValidator = vine.create({
  reason: paragraphs(500).minLength(3),
})

export const boardRoleValidator = vine.create({ role: vine.enum(ROLES) })
