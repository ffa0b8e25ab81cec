import { SimpleMessagesProvider } from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const NUMBER = new Intl.NumberFormat('en-IN')

/** Sentences next to a field, whose label says already which one it is. A rule of our own brings its own sentence. */
const MESSAGES = {
  'file.required': 'Choose a file.',
  'required': 'Fill this in.',
  'string': 'Fill this in.',
  'minLength': 'At least {{ min }} characters.',
  'maxLength': 'At most {{ max }} characters.',
  'number': 'A whole number, in digits alone.',
  'withoutDecimals': 'A whole number, in digits alone.',
  'range': 'From {{ min }} to {{ max }}.',
  'enum': 'Choose one of the list.',
  'regex': 'This cannot be used here.',
}

/** Wording of invalid input in the dashboard's forms. */
export class FormMessages extends SimpleMessagesProvider {
  constructor() {
    super(MESSAGES)
  }

  getMessage(
    message: string,
    rule: string,
    field: FieldContext,
    args: Record<string, unknown> = {}
  ): string {
    const isEmpty = rule === 'minLength' && args.min === 1
    return super.getMessage(message, isEmpty ? 'required' : rule, field, written(args))
  }
}

/** Numbers as people read them: `5,000`. */
function written(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' ? NUMBER.format(value) : value,
    ])
  )
}
