import vine from '@vinejs/vine'
import { pageNumber } from '#app/platform/validators/parameters'

/** The page of a list in a tab, in its address. */
export const pageValidator = vine.create({ page: pageNumber() })
