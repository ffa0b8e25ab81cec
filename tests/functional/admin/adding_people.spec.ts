import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import Enrollment from '#app/accounts/models/enrollment'
import User from '#app/accounts/models/user'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs } from '#tests/helpers/dashboard'
import { mails, newestMailTo, resetTokenOf } from '#tests/helpers/mailbox'
import { aLearner, anAdministrator } from '#tests/helpers/people'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

/** The text of a page, without its tags. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

async function anAdministratorOnPeople() {
  const visitor = await aVisitorSignedInAs(await anAdministrator())
  await visitor.get('/admin/people/add')
  return visitor
}

test.group('Adding a person', (group) => {
  group.each.setup(emptyStores)

  test('invites with a link to choose a password, which works once', async ({ assert, client }) => {
    const visitor = await anAdministratorOnPeople()
    const email = 'new.person@theta.example'
    const person = {
      name: 'Asha Rao',
      email: ' New.Person@theta.example ',
      courseId: '',
      reason: '',
    }
    const page = await visitor.follow(await visitor.post('/admin/people/add', person))
    assert.include(page.html, `Invitation sent to ${email}.`)
    const user = await User.findByOrFail('email', email)
    assert.deepInclude(user.$attributes, { name: 'Asha Rao', role: 'user', mainrole: 'user' })

    const mail = await newestMailTo(email)
    assert.include(mail, 'Subject: Your Theta account')
    const choose = () =>
      client
        .post('/api/user/reset')
        .qs({ token: resetTokenOf(mail) })
        .json({ password: 'a fine passphrase' })
    const chosen = await choose()
    chosen.assertStatus(200)
    const again = await choose()
    again.assertStatus(400)
    const signedIn = await client
      .post('/api/user/login')
      .json({ email, password: 'a fine passphrase' })
    signedIn.assertStatus(200)
  })

  test('gives access to a course, and tells the learner', async ({ assert }) => {
    const course = await aCourse({ title: 'Knots that hold' })
    const known = await aLearner({ name: 'Ravi', email: 'ravi@theta.example' })
    const visitor = await anAdministratorOnPeople()
    const form = { name: 'Someone', courseId: String(course._id), reason: 'Paid by transfer' }
    const page = await visitor.follow(
      await visitor.post('/admin/people/add', { ...form, email: known.email })
    )
    assert.include(textOf(page.html), 'Ravi already has an account. Access given.')
    const [enrollment] = await Enrollment.query().where('userId', known.id)
    assert.equal(enrollment.reason, 'Paid by transfer')
    assert.include(await newestMailTo(known.email), 'You now have access to')
    await known.refresh()
    assert.equal(known.name, 'Ravi')
  })

  test('refuses an invalid email', async ({ assert }) => {
    const visitor = await anAdministratorOnPeople()
    const form = { name: 'Asha', email: 'not an address' }
    const page = await visitor.follow(await visitor.post('/admin/people/add', form))
    assert.include(page.html, 'field-email-error')
    assert.isNull(await User.findBy('name', 'Asha'))
  })
})

test.group('Importing people', (group) => {
  group.each.setup(emptyStores)

  const LIST = [
    'Email;Name',
    'asha@theta.example;"Rao; Asha"',
    'known@theta.example;Somebody',
    'nonsense;Nobody',
    'ASHA@theta.example;Asha again',
    ';',
  ].join('\r\n')

  test('shows what would happen to each line, and stores nothing', async ({ assert }) => {
    await aLearner({ email: 'known@theta.example' })
    const visitor = await anAdministratorOnPeople()
    const { html, status } = await visitor.post('/admin/people/import', { csv: LIST })
    assert.equal(status, 200)
    const text = textOf(html)
    assert.match(text, /Rao; Asha asha@theta.example 2 New/)
    assert.match(text, /Somebody known@theta.example 3 Has an account/)
    assert.match(text, /Nobody nonsense 4 This isn’t an email address/)
    assert.match(text, /Asha again ASHA@theta.example 5 Same email as line 2/)
    assert.include(text, 'Import 2 people')
    assert.isNull(await User.findBy('email', 'asha@theta.example'))
  })

  test('imports and enrolls, and changes nothing when repeated', async ({ assert }) => {
    const known = await aLearner({ email: 'known@theta.example' })
    const course = await aCourse()
    const visitor = await anAdministratorOnPeople()
    const earlier = await mails()
    const form = { csv: LIST, courseId: String(course._id) }
    const first = await visitor.follow(await visitor.post('/admin/people/import/confirm', form))
    assert.include(textOf(first.html), '1 invited, 2 enrolled, 2 skipped.')
    assert.lengthOf(await Enrollment.query().where('userId', known.id), 1)
    await workOutbox()
    const sent = await mails()
    const toAsha = sent.slice(earlier.length).filter((mail) => mail.includes('asha@theta.example'))
    assert.lengthOf(toAsha, 2)
    const again = await visitor.follow(await visitor.post('/admin/people/import/confirm', form))
    assert.include(textOf(again.html), '0 invited, 0 enrolled, 2 skipped.')
    assert.lengthOf(
      await AuditEntry.query()
        .where('action', 'account.invited')
        .where('thing_label', 'like', '%asha@theta.example%'),
      1
    )
  })

  test('refuses {0}')
    .with([
      ['a list without the columns', 'a,b\nc,d', 'must have the columns'],
      ['a list without people', 'name,email\n', 'no people below'],
      [
        'more people than it can add at once',
        `name,email\n${'A,a@b.example\n'.repeat(501)}`,
        'At most 500',
      ],
    ])
    .run(async ({ assert }, [, csv, message]) => {
      const visitor = await anAdministratorOnPeople()
      await visitor.get('/admin/people/import')
      const page = await visitor.follow(await visitor.post('/admin/people/import', { csv }))
      assert.include(page.html, message)
    })
})
