import { errors } from '@vinejs/vine'
import { parseCsv } from '#app/platform/csv'
import InvalidCsv from '#app/accounts/exceptions/invalid_csv'
import User from '#app/accounts/models/user'
import { personValidator } from '#app/accounts/validators/people'

const MOST_ROWS = 500

export interface ImportRow {
  /** Line of the file, from 1. */
  line: number
  name: string
  email: string
  /** Set if the line can be imported. */
  person?: { name: string; email: string }
  isKnown?: boolean
  problem?: string
}

/** Tells what importing a list of people would do with each of its lines. */
export default class PreviewPeopleImport {
  /** @throws {InvalidCsv} */
  async handle({ csv }: { csv: string }): Promise<ImportRow[]> {
    const rows = await Promise.all(readRows(csv).map(validated))
    const seen = new Map<string, number>()
    for (const row of rows) {
      if (!row.person) continue
      const first = seen.get(row.person.email)
      if (first === undefined) seen.set(row.person.email, row.line)
      else Object.assign(row, { person: undefined, problem: `Same email as line ${first}.` })
    }
    const known = await User.query()
      .select('email')
      .whereIn('email', [...seen.keys()])
    const emails = new Set(known.map(({ email }) => email))
    return rows.map((row) => ({ ...row, isKnown: row.person && emails.has(row.person.email) }))
  }
}

function readRows(csv: string): Pick<ImportRow, 'line' | 'name' | 'email'>[] {
  const [head = [], ...lines] = parseCsv(csv)
  const names = head.map((cell) => cell.trim().toLowerCase())
  const [name, email] = [names.indexOf('name'), names.indexOf('email')]
  if (name < 0 || email < 0)
    throw new InvalidCsv('The first line must have the columns “name” and “email”.')
  const rows = lines
    .map((cells, index) => ({
      line: index + 2,
      name: cells[name] ?? '',
      email: cells[email] ?? '',
    }))
    .filter((row) => row.name.trim() || row.email.trim())
  if (rows.length === 0) throw new InvalidCsv('There are no people below the first line.')
  if (rows.length > MOST_ROWS)
    throw new InvalidCsv(`At most ${MOST_ROWS} people at once. This list has ${rows.length}.`)
  return rows
}

async function validated(row: Pick<ImportRow, 'line' | 'name' | 'email'>): Promise<ImportRow> {
  try {
    return { ...row, person: await personValidator.validate(row) }
  } catch (error) {
    if (!(error instanceof errors.E_VALIDATION_ERROR)) throw error
    const fields = new Set(error.messages.map(({ field }: { field: string }) => field))
    const problem = fields.has('email')
      ? 'This isn’t an email address.'
      : 'The name is missing or not allowed.'
    return { ...row, problem }
  }
}
