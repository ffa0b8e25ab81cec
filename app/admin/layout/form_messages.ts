import { SimpleMessagesProvider } from '@vinejs/vine'
import type { FieldContext } from '@vinejs/vine/types'

const NUMBER = new Intl.NumberFormat('en-IN')

/** Messages shown next to a field. Validation rules of our own bring their own message. */
const MESSAGES = {
  'title.required': 'Enter a title.',
  'description.required': 'Enter a description.',
  'price.required': 'Enter a price.',
  'price.range': 'Enter an amount between ₹{{ min }} and ₹{{ max }}.',
  'duration.range': 'Enter a number of weeks between {{ min }} and {{ max }}.',
  'duration.required': 'Enter a duration.',
  'category.required': 'Enter a category.',
  'createdBy.required': 'Enter an instructor.',
  'email.required': 'Enter your email.',
  'password.required': 'Enter your password.',
  'currentPassword.required': 'Enter your password.',
  'code.required': 'Enter the code.',
  'reason.required': 'Enter a reason.',
  'note.required': 'Enter a note.',
  'action.required': 'Choose a solution.',
  'file.required': 'Add a cover image.',
  'required': 'This field is required.',
  'minLength': 'At least {{ min }} characters.',
  'maxLength': 'At most {{ max }} characters.',
  'number': 'Enter a whole number, for example 1499.',
  'withoutDecimals': 'Enter a whole number, for example 1499.',
  'range': 'Enter a number between {{ min }} and {{ max }}.',
  'enum': 'Choose an option from the list.',
  'regex': 'This value isn’t allowed here.',
}

/** Validation messages of the dashboard's forms. */
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
    const isEmpty = rule === 'string' || (rule === 'minLength' && args.min === 1)
    return super.getMessage(message, isEmpty ? 'required' : rule, field, written(args))
  }
}

/** Formats numbers with digit grouping: `5,000`. */
function written(args: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'number' ? NUMBER.format(value) : value,
    ])
  )
}
