import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import app from '@adonisjs/core/services/app'
import User from '#app/accounts/models/user'
import { aCourse, aLecture } from '#tests/helpers/catalog'
import { ace } from '#tests/helpers/console'
import { aLearner } from '#tests/helpers/people'
import { ace as aceProcess } from '#tests/helpers/processes'
import { emptyStores } from '#tests/helpers/stores'

const PASSWORD = 'a long password'

const create = (email: string, ...flags: string[]) =>
  ace(['account:create', email, '--name=Asha Rao', '--password-stdin', ...flags], PASSWORD)

const signIn = (client: ApiClient, email: string) =>
  client.post('/api/user/login').json({ email, password: PASSWORD })

test.group('Console commands', (group) => {
  group.each.setup(emptyStores)

  test('creates {what}, who can sign in at once (account:create)')
    .with([
      { what: 'a learner', flags: [], role: 'user', mainrole: 'user' },
      { what: 'an administrator', flags: ['--admin'], role: 'admin', mainrole: 'user' },
      { what: 'a super administrator', flags: ['--super'], role: 'admin', mainrole: 'superadmin' },
    ])
    .run(async ({ assert, client }, { flags, role, mainrole }) => {
      const email = `${role}-${mainrole}@theta.example`
      const { code, stdout, stderr } = await create(email.toUpperCase(), ...flags)

      assert.equal(code, 0, stderr)
      assert.include(stdout, email)
      const response = await signIn(client, email)
      response.assertStatus(200)
      assert.deepInclude(response.body().user, { name: 'Asha Rao', role, mainrole })
    })

  test('refuses with one sentence and exit code 1 (account:create)', async ({ assert }) => {
    await create('taken@theta.example')
    const withoutName = ['account:create', 'b@theta.example', '--password-stdin']
    const refused = [
      [/already an account/, () => create('taken@theta.example')],
      [/already an account/, () => create(' Taken@THETA.example ')],
      [/e-?mail/i, () => create('not an address')],
      [/--password-stdin/, () => ace(['account:create', 'b@theta.example', '--name=B'])],
      [/--name/, () => ace(withoutName, PASSWORD)],
      [/8 characters/, () => ace([...withoutName, '--name=B'], 'short')],
    ] as const
    for (const [sentence, command] of refused) {
      const { code, stdout, stderr } = await command()
      assert.equal(code, 1)
      assert.match(stderr, sentence)
      assert.lengthOf(stderr.trim().split('\n'), 1)
      assert.equal(stdout, '')
    }
    assert.lengthOf(await User.all(), 1)
  })

  test('changes a role, and lists the valid ones (account:role)', async ({ assert }) => {
    const kavya = await aLearner({ email: 'kavya@theta.example' })
    const changed = await ace(['account:role', ' Kavya@theta.example', 'super'])
    assert.equal(changed.code, 0, changed.stderr)
    await kavya.refresh()
    assert.include(kavya, { role: 'admin', mainrole: 'superadmin' })

    for (const args of [
      ['kavya@theta.example', 'teacher'],
      ['kavya@theta.example', 'toString'],
      ['nobody@theta.example', 'admin'],
    ]) {
      const { code, stderr } = await ace(['account:role', ...args])
      assert.equal(code, 1)
      assert.lengthOf(stderr.trim().split('\n'), 1)
    }
  })

  test('blocks an account at once, until it is unblocked (account:block)', async ({
    assert,
    client,
  }) => {
    await create('liam@theta.example')
    const signedIn = await signIn(client, 'liam@theta.example')
    const { token } = signedIn.body()
    const blocked = await ace(['account:block', ' Liam@theta.example '])
    assert.equal(blocked.code, 0, blocked.stderr)

    const me = await client.get('/api/user/me').headers({ token })
    me.assertStatus(401)
    const refused = await signIn(client, 'liam@theta.example')
    refused.assertStatus(403)
    const lifted = await ace(['account:block', 'liam@theta.example', '--lift'])
    assert.equal(lifted.code, 0)
    const again = await signIn(client, 'liam@theta.example')
    again.assertStatus(200)
    const unknown = await ace(['account:block', 'nobody@theta.example'])
    assert.equal(unknown.code, 1)
    assert.equal(unknown.stderr, 'User not found.\n')
  })

  test('prints courses for people and as JSON (catalog:list)', async ({ assert }) => {
    const empty = await ace(['catalog:list', '--json'])
    assert.deepEqual(JSON.parse(empty.stdout), [])
    const course = await aCourse({ title: 'Knots', category: 'Craft', price: 10 })
    await aLecture(course)

    const asJson = await ace(['catalog:list', '--json'])
    assert.deepEqual(JSON.parse(asJson.stdout), [
      { id: String(course._id), title: 'Knots', category: 'Craft', price: 10, lectures: 1 },
    ])
    const forPeople = await ace(['catalog:list'])
    assert.include(forPeople.stdout, 'Knots')
  })

  test('refuses in production, and adds nobody (bench:seed)', async ({ assert, cleanup }) => {
    Object.defineProperty(app, 'inProduction', { value: true, configurable: true })
    cleanup(() => {
      Reflect.deleteProperty(app, 'inProduction') // uncovers the getter of the class again
    })

    const { code, stderr } = await ace(['bench:seed'])
    assert.equal(code, 1)
    assert.match(stderr, /^bench:seed .* refuses to run in production\.\n$/)
    assert.isNull(await User.first())
  })
})

test.group('Console commands next to a running server', (group) => {
  group.tap((one) => one.tags(['@slow']))
  group.setup(emptyStores)

  const run = (...args: string[]) => aceProcess(args, process.env, PASSWORD)

  test('changes what the server does at once', async ({ assert, client }) => {
    const email = 'asha@theta.example'
    const created = await run('account:create', email, '--name=Asha Rao', '--password-stdin')
    assert.equal(created.code, 0, created.stderr)
    assert.match(created.stdout, /^Created asha@theta\.example \([0-9a-f]{24}\)\.\n$/)
    const response = await signIn(client, email)
    response.assertStatus(200)

    const blocked = await run('account:block', email)
    assert.equal(blocked.code, 0, blocked.stderr)
    const me = await client.get('/api/user/me').headers({ token: response.body().token })
    me.assertStatus(401)
  })

  test('creates an account once when two commands try at the same time', async ({ assert }) => {
    const answers = await Promise.all(
      ['two@theta.example', 'Two@theta.example'].map((email) =>
        run('account:create', email, '--name=Two', '--password-stdin')
      )
    )
    assert.sameMembers(
      answers.map(({ code }) => code),
      [0, 1]
    )
    const refused = answers.find(({ code }) => code === 1)!
    assert.equal(refused.stderr, 'There is already an account with this e-mail.\n')
    assert.lengthOf(await User.query().where('email', 'two@theta.example'), 1)
  })

  test('prints results on standard output and errors on standard error', async ({ assert }) => {
    const [listed, refused, ...wrong] = await Promise.all([
      run('catalog:list', '--json'),
      run('account:role', 'nobody@theta.example', 'admin'),
      run('account:create'),
      run('catalog:list', '--nonsense'),
    ])
    assert.deepEqual(listed, { code: 0, stdout: '[]\n', stderr: '' })
    assert.deepEqual(refused, { code: 1, stdout: '', stderr: 'User not found.\n' })
    assert.deepEqual(
      wrong.map(({ code }) => code),
      [1, 1]
    )
  })

  test('prints only help when asked for it', async ({ assert }) => {
    const names = ['account:create', 'account:reset-second-factor', 'payments:sandbox-pay']
    const answers = await Promise.all(names.map((name) => run(name, '--help')))
    for (const [index, { code, stdout, stderr }] of answers.entries()) {
      assert.equal(code, 0, stderr)
      assert.include(stdout, 'Description:')
      assert.include(stdout, `node ace ${names[index]}`)
      assert.equal(stderr, '')
    }
  })
})
