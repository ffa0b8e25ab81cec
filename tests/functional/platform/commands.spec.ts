import { test } from '@japa/runner'
import {
  ace,
  aTemporaryFolder,
  type AppServer,
  embeddedIn,
  startServer,
} from '#tests/helpers/processes'

const PASSWORD = 'a long password'

test.group('Console commands, beside a running server', (group) => {
  let environment: Record<string, string>
  let server: AppServer
  let removeFolder: () => Promise<void>

  group.setup(async () => {
    const [folder, remove] = await aTemporaryFolder()
    removeFolder = remove
    environment = embeddedIn(folder)
    server = await startServer(environment)
  })
  group.teardown(async () => {
    await server.stop()
    await removeFolder()
  })

  const run = (...args: string[]) => ace(args, environment, PASSWORD)
  const create = (email: string, ...flags: string[]) =>
    run('account:create', email, '--name=Asha Rao', '--password-stdin', ...flags)

  async function signIn(email: string) {
    const response = await fetch(`${server.url}/api/user/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
    })
    const body = (await response.json()) as { token: string; user: Record<string, unknown> }
    return { status: response.status, ...body }
  }

  test('account:create makes accounts that can sign in at once')
    .with([
      { flags: [], role: 'user', mainrole: 'user' },
      { flags: ['--admin'], role: 'admin', mainrole: 'user' },
      { flags: ['--super'], role: 'admin', mainrole: 'superadmin' },
    ])
    .run(async ({ assert }, { flags, role, mainrole }) => {
      const email = `${role}-${mainrole}@theta.example`
      const { code, stdout, stderr } = await create(email.toUpperCase(), ...flags)

      assert.equal(code, 0, stderr)
      assert.include(stdout, email)
      const { status, user } = await signIn(email)
      assert.equal(status, 200)
      assert.deepInclude(user, { name: 'Asha Rao', role, mainrole })
    })

  test('account:create refuses with a sentence and exit code 1', async ({ assert }) => {
    await create('taken@theta.example')
    const refused = [
      [/already an account/, create('taken@theta.example')],
      [/e-?mail/i, create('not an address')],
      [/--password-stdin/, run('account:create', 'b@theta.example', '--name=B')],
      [/--name/, run('account:create', 'b@theta.example', '--password-stdin')],
      [
        /8 characters/,
        ace(
          ['account:create', 'b@theta.example', '--name=B', '--password-stdin'],
          environment,
          'short'
        ),
      ],
    ] as const
    for (const [sentence, command] of refused) {
      const { code, stdout, stderr } = await command
      assert.equal(code, 1)
      assert.match(stderr, sentence)
      assert.lengthOf(stderr.trim().split('\n'), 1)
      assert.equal(stdout, '')
    }
  })

  test('account:role changes a role, and knows which there are', async ({ assert }) => {
    await create('kavya@theta.example')
    const changed = await run('account:role', 'Kavya@theta.example', 'super')
    assert.equal(changed.code, 0, changed.stderr)
    const { user } = await signIn('kavya@theta.example')
    assert.deepInclude(user, { role: 'admin', mainrole: 'superadmin' })

    for (const args of [
      ['kavya@theta.example', 'teacher'],
      ['nobody@theta.example', 'admin'],
    ]) {
      const { code, stderr } = await run('account:role', ...args)
      assert.equal(code, 1)
      assert.lengthOf(stderr.trim().split('\n'), 1)
    }
  })

  test('account:block shuts an account out at once, until the block is lifted', async ({
    assert,
  }) => {
    await create('liam@theta.example')
    const { token } = await signIn('liam@theta.example')
    const blocked = await run('account:block', 'liam@theta.example')
    assert.equal(blocked.code, 0, blocked.stderr)

    const me = await fetch(`${server.url}/api/user/me`, { headers: { token } })
    assert.equal(me.status, 401)
    assert.include(await signIn('liam@theta.example'), { status: 403 })
    const lifted = await run('account:block', 'liam@theta.example', '--lift')
    assert.equal(lifted.code, 0)
    assert.include(await signIn('liam@theta.example'), { status: 200 })
    const unknown = await run('account:block', 'nobody@theta.example')
    assert.equal(unknown.code, 1)
  })

  test('catalog:list prints courses, for people and as JSON', async ({ assert }) => {
    const empty = await run('catalog:list', '--json')
    assert.deepEqual(JSON.parse(empty.stdout), [])
    const seeded = await run('demo:seed')
    assert.equal(seeded.code, 0, seeded.stderr)

    const asJson = await run('catalog:list', '--json')
    const courses = JSON.parse(asJson.stdout)
    assert.isAtLeast(courses.length, 6)
    assert.properties(courses[0], ['id', 'title', 'category', 'price', 'lectures'])
    const forPeople = await run('catalog:list')
    assert.include(forPeople.stdout, courses[0].title)
    const response = await fetch(`${server.url}/api/course/all`)
    const listed = (await response.json()) as { courses: unknown[] }
    assert.lengthOf(listed.courses, courses.length)
  })

  test('a command helps, and says nothing else')
    .with(['account:create', 'account:role'])
    .run(async ({ assert }, name) => {
      const { code, stdout, stderr } = await run(name, '--help')
      assert.equal(code, 0)
      assert.include(stdout, 'Description:')
      assert.include(stdout, `node ace ${name}`)
      assert.equal(stderr, '')
    })

  test('wrong arguments are exit code 1', async ({ assert }) => {
    for (const args of [['account:create'], ['catalog:list', '--nonsense']]) {
      const { code } = await run(...args)
      assert.equal(code, 1)
    }
  })
})
