import vine from '@vinejs/vine'
import { paragraphs } from '#app/platform/validators/texts'
import { pageNumber } from '#app/platform/validators/parameters'
import { FINDING_KINDS, SOLUTIONS } from '#app/payments/ledger/finding_kinds'

export const findingListValidator = vine.create({
  page: pageNumber(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
  state: vine.enum(['open', 'solved'] as const).optional(),
  kind: vine.enum(FINDING_KINDS).optional(),
})

export const solutionValidator = vine.create({
  action: vine.enum(SOLUTIONS),
  note: paragraphs(500).minLength(3),
})
