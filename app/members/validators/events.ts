import vine from '@vinejs/vine'
import { LARGEST_ID } from '#app/members/numeric_id'
import { ROLES } from '#app/members/roles'

export const openStreamValidator = vine.create({
  accessToken: vine.string().maxLength(4096),
})

export const dispatchValidator = vine.create({
  events: vine.array(vine.any()).maxLength(500),
})

const TRANSMISSIONS = ['unicast', 'multicast', 'broadcast'] as const

/** Event that another service publishes. Its name is one word, since it becomes a line of a frame. */
export const dispatchedEventValidator = vine.create({
  eventName: vine.string().regex(/^\w{1,60}$/),
  payload: vine.object({}).allowUnknownProperties(),
  transmissionType: vine.enum(TRANSMISSIONS),
  targetId: vine
    .number()
    .withoutDecimals()
    .range([1, LARGEST_ID])
    .optional()
    .requiredWhen('transmissionType', '=', 'unicast'),
  targetRoles: vine
    .array(vine.enum(ROLES))
    .minLength(1)
    .optional()
    .requiredWhen('transmissionType', '=', 'multicast'),
})
