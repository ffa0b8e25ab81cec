import vine from '@vinejs/vine'

/** The page of a list in a tab, in its address. */
export const pageValidator = vine.create({
  page: vine.number().withoutDecimals().range([1, 1_000_000]).optional(),
})
