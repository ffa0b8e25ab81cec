import mongoose from 'mongoose'
import db from '@adonisjs/lucid/services/db'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { aCoupon } from '#tests/helpers/coupons'
import { aVisitorWithSessionOf } from '#tests/helpers/dashboard'
import { aMember, signedIn } from '#tests/helpers/members'
import { anOrder } from '#tests/helpers/payments'
import {
  aLearner,
  anAdministrator,
  aSuperAdministrator,
  enroll,
  tokenOf,
} from '#tests/helpers/people'
import type User from '#app/accounts/models/user'

/** Headers with which a caller of an API identifies itself. */
export type Caller = Record<string, string>

/** What requests may refer to, and who may send them. */
export interface World {
  /** Values from every table and collection, such as ids and e-mails. */
  known: string[]
  /** Callers by the names of API surfaces; nobody is always one of them. */
  callers: Record<string, Caller[]>
}

const ROWS_OF_EACH = 15
const LONGEST_VALUE = 300

/**
 * Creates the accounts of each API surface that has any. A system that isn't listed is called by nobody, and by the
 * accounts of the others.
 */
const ACCOUNTS: Record<string, () => Promise<Caller[]>> = {
  theta: async () => {
    const course = await aCourse({ price: 0 })
    await aLecture(course)
    const sold = await aCourse()
    const learner = await aLearner()
    await enroll(learner, course)
    await anOrder(learner, sold)
    await aCoupon()
    const users = [learner, await aLearner(), await anAdministrator(), await aSuperAdministrator()]
    return Promise.all(users.map(tokenOf))
  },
  members: async () => {
    const members = [await aMember(), await aMember({ role: 'ADMIN' })]
    const sessions = await Promise.all(members.map(signedIn))
    return sessions.map(({ headers }) => headers)
  },
  dashboard: async () => [
    await sessionOf(await anAdministrator()),
    await sessionOf(await aSuperAdministrator()),
  ],
}

async function sessionOf(user: User): Promise<Caller> {
  const visitor = await aVisitorWithSessionOf(user)
  const { html } = await visitor.get('/admin/account')
  const csrfToken = /name="csrf-token" content="([^"]+)"/.exec(html)?.[1] ?? ''
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return { cookie, 'x-csrf-token': csrfToken }
}

/** Accounts that nothing has changed yet: fuzzed requests sign them out, block and demote them. */
export async function aWorld(): Promise<World> {
  const callers: World['callers'] = {}
  for (const [surface, create] of Object.entries(ACCOUNTS)) callers[surface] = await create()
  return { known: await knownValues(), callers }
}

async function knownValues(): Promise<string[]> {
  const connection = db.connection()
  const rows: object[] = []
  for (const table of await connection.getAllTables(['public']))
    rows.push(...(await connection.from(table).limit(ROWS_OF_EACH)))
  for (const model of Object.values(mongoose.models))
    rows.push(...(await model.find().limit(ROWS_OF_EACH).lean()))

  const values = rows.flatMap((row) => Object.values(row).flatMap(textsOf))
  return [...new Set(values)].sort()
}

function textsOf(value: unknown): string[] {
  if (value instanceof mongoose.Types.ObjectId) return [value.toHexString()]
  if (typeof value === 'number') return [String(value)]
  if (typeof value !== 'string' || value.length > LONGEST_VALUE) return []
  return [value, value.slice(value.lastIndexOf('/') + 1)]
}
