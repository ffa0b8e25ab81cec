import { randomBytes } from 'node:crypto'
import type { Document } from 'bson'
import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import EnrollUser from '#app/accounts/actions/enroll_user'
import Enrollment from '#app/accounts/models/enrollment'
import User, { type MainRole, type Role } from '#app/accounts/models/user'
import Passwords, { isBcrypt } from '#app/identity/passwords'
import { truncate } from '#app/platform/text'
import { normalizeEmail } from '#app/identity/email'
import type { ImportRun } from '#app/operations/import/import_run'
import { idOf, lineOf, textOf, timeOf } from '#app/operations/import/values'

const EMAIL = /^[^\s@]+@[^\s@]+$/
const LONGEST_EMAIL = 254
const LONGEST_NAME = 255

/**
 * Imports accounts with their ids, bcrypt hashes, roles and enrollments. If two have the same
 * e-mail, the first is kept.
 */
@inject()
export default class ImportUsers {
  /** Ids by e-mail. */
  private emails = new Map<string, string>()

  constructor(
    private passwords: Passwords,
    private enrollUser: EnrollUser
  ) {}

  async handle(run: ImportRun): Promise<void> {
    const existing = await db.from('users').select('id', 'email')
    this.emails = new Map(existing.map(({ id, email }) => [email, id]))
    for (const { id } of existing) run.users.add(id)
    for await (const document of run.source.documents('users')) {
      const id = await this.take(document, run)
      if (id) await this.enroll(id, document, run)
    }
  }

  /** @returns the id of the account, if it was imported or already existed */
  private async take(document: Document, run: ImportRun): Promise<string | undefined> {
    const { report, users, dryRun } = run
    report.read('users')
    const id = idOf(document._id)
    const email = normalizeEmail(textOf(document.email) ?? '')
    if (!id) return void report.refuse('users', document._id, 'Its id is not an ObjectId.')
    if (users.has(id)) {
      report.done('users', 'already')
      return id
    }
    if (!email || !EMAIL.test(email) || email.length > LONGEST_EMAIL)
      return void report.refuse('users', id, 'It has no valid e-mail.')
    const other = this.emails.get(email)
    if (other)
      return void report.refuse('users', id, `Its e-mail is that of ${other} in another spelling.`)

    const password = await this.passwordOf(document, id, run)
    const name = lineOf(document.name) ?? email.slice(0, email.indexOf('@'))
    const note = (sentence: string) => report.note('users', id, sentence)
    const roles = rolesOf(document, note)
    const createdAt = DateTime.fromJSDate(timeOf(document.createdAt, id, note))
    this.emails.set(email, id)
    users.add(id)
    report.done('users', 'imported')
    if (dryRun) return id

    await User.create({
      id,
      name: truncate(name, LONGEST_NAME),
      email,
      password,
      ...roles,
      createdAt,
    })
    return id
  }

  /** Returns the bcrypt hash, or a hash that no password matches. */
  private async passwordOf({ password }: Document, id: string, { report, dryRun }: ImportRun) {
    if (typeof password === 'string' && isBcrypt(password) && password.length === 60)
      return password
    report.note('users', id, 'Its password can’t be read. The user must reset it by mail.')
    return dryRun ? '' : this.passwords.hash(randomBytes(32).toString('hex'))
  }

  private async enroll(userId: string, document: Document, run: ImportRun): Promise<void> {
    const { report, courses, dryRun } = run
    const listed: unknown[] = Array.isArray(document.subscription) ? document.subscription : []
    const enrolled = await Enrollment.query().where({ userId }).select('courseId')
    const known = new Set(enrolled.map(({ courseId }) => courseId))
    for (const value of listed) {
      report.read('enrollments')
      const courseId = idOf(value)
      if (!courseId || !courses.has(courseId)) {
        report.refuse('enrollments', userId, `The course ${value} does not exist.`)
        continue
      }
      report.done('enrollments', known.has(courseId) ? 'already' : 'imported')
      if (known.has(courseId)) continue
      known.add(courseId)
      if (!dryRun) await db.transaction((trx) => this.enrollUser.handle({ userId, courseId }, trx))
    }
  }
}

function rolesOf(
  { role, mainrole }: Document,
  note: (sentence: string) => void
): { role: Role; mainrole: MainRole } {
  for (const value of [role, mainrole]) {
    if (value !== undefined && !['user', 'admin', 'superadmin'].includes(value))
      note(`Its role ${textOf(value) ?? ''} is unknown. It became a learner.`)
  }
  return {
    role: role === 'admin' ? 'admin' : 'user',
    mainrole: mainrole === 'superadmin' ? 'superadmin' : 'user',
  }
}
