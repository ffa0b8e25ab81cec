/** What a validator says of a field. */
interface Refusal {
  field: string
  message: string
  rule?: string
  meta?: { min?: number; max?: number }
}

const NUMBER = new Intl.NumberFormat('en-IN')

/** What rules say to people beside a field, whose label stands there already. */
const WORDS: Record<string, (meta: { min: number; max: number }) => string> = {
  required: () => 'Fill this in.',
  string: () => 'Fill this in.',
  minLength: ({ min }) => (min === 1 ? 'Fill this in.' : `At least ${min} characters.`),
  maxLength: ({ max }) => `At most ${NUMBER.format(max)} characters.`,
  number: () => 'A whole number, in digits alone.',
  withoutDecimals: () => 'A whole number, in digits alone.',
  range: ({ min, max }) => `From ${NUMBER.format(min)} to ${NUMBER.format(max)}.`,
  enum: () => 'Choose one of the list.',
  regex: () => 'This cannot be used here.',
}

/** The sentence beside a form's field. A rule that says nothing here has written its own. */
export function wordsFor({ field, message, rule = '', meta = {} }: Refusal): string {
  if (field.split('.')[0] === 'file' && rule === 'required') return 'Choose a file.'
  return WORDS[rule]?.({ min: 0, max: 0, ...meta }) ?? message
}
