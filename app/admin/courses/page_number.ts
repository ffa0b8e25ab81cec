import vine from '@vinejs/vine'
import { pageNumber } from '#app/platform/validators/parameters'

/** Validates the page number in the URL of a tab's list. */
export const pageValidator = vine.create({ page: pageNumber() })
