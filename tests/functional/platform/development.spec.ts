import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { aClone, type Clone } from '#tests/helpers/clone'
import { type AppProcess, until } from '#tests/helpers/processes'
import { freePort } from '../../../bin/free_port.js'

const DEVELOPMENT = {
  NODE_ENV: 'development',
  APP_KEY: 'only-for-tests-0123456789abcdefghij',
  HOST: '127.0.0.1',
}

/** A change to a file, and the text that a request then gets without a manual restart. */
const CHANGES = [
  {
    of: 'a controller',
    file: 'app/accounts/controllers/home_controller.ts',
    from: 'API is running',
    to: 'API is changed',
    path: '/',
    accept: 'text/plain',
    seen: 'API is changed',
  },
  {
    of: 'a controller of the dashboard',
    file: 'app/admin/session/controllers/sign_ins_controller.ts',
    from: 'create({ view }: HttpContext) {',
    to: "create({ view, response }: HttpContext) {\n    response.header('x-controller', 'changed')",
    path: '/admin/sign-in',
    accept: 'text/html',
    seen: '"x-controller":"changed"',
  },
  {
    of: 'a middleware',
    file: 'app/platform/middleware/page_middleware.ts',
    from: 'return next()',
    to: "ctx.response.header('x-middleware', 'changed')\n    return next()",
    path: '/',
    accept: 'text/html',
    seen: '"x-middleware":"changed"',
  },
  {
    of: 'a validator',
    file: 'app/accounts/validators/accounts.ts',
    from: 'minLength(8)',
    to: 'minLength(9)',
    path: '/api/user/register',
    accept: 'application/json',
    body: { name: 'Asha', email: 'asha@theta.example', password: 'short' },
    seen: 'at least 9 characters',
  },
  {
    of: 'a view',
    file: 'resources/views/pages/home.edge',
    from: 'It is running',
    to: 'It is changed',
    path: '/',
    accept: 'text/html',
    seen: 'It is changed',
  },
  {
    of: 'an Edge component',
    file: 'resources/views/components/field.edge',
    from: '<label',
    to: '<label data-changed',
    path: '/admin/sign-in',
    accept: 'text/html',
    seen: '<label data-changed',
  },
  {
    of: 'a style',
    file: 'resources/css/app.css',
    from: "@source '../views/pages';",
    to: "@source '../views/pages';\nbody { outline-color: rebeccapurple }",
    path: '/resources/css/app.css',
    accept: '*/*',
    seen: 'rebeccapurple',
  },
  {
    of: 'a manifest',
    file: 'app/reporting/capability.ts',
    from: "  routes: () => import('#app/reporting/routes'),\n",
    to: '',
    path: '/api/stats',
    accept: 'application/json',
    seen: '404 {',
  },
]

/** The status, headers and body of a response; undefined while the server restarts. */
async function ask(url: string, { path, accept, body }: (typeof CHANGES)[number]): Promise<string> {
  const headers = { accept, 'content-type': 'application/json' }
  const request = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
  const answer = await fetch(url + path, request).catch(() => null)
  if (!answer) return ''
  const all = JSON.stringify(Object.fromEntries(answer.headers))
  return `${answer.status} ${all} ${await answer.text()}`
}

test.group('A development setup', (group) => {
  let clone: Clone
  let server: AppProcess
  let url: string
  group.tap((one) => one.timeout(240_000).tags(['@slow']))
  group.setup(async () => {
    clone = await aClone()
    return () => clone.remove()
  })

  test('is created by npm run setup, which may run again', async ({ assert }) => {
    for (let times = 0; times < 2; times++) {
      const setup = clone.run(['bin/setup.js'])
      assert.equal(await setup.ended, 0, setup.stdout() + setup.stderr())
    }
    const settings = await readFile(join(clone.folder, '.env'), 'utf8')
    assert.match(settings, /^APP_KEY=\S{43}$/m)
    const gitSettings = await readFile(join(clone.folder, '.git/config'), 'utf8')
    assert.match(gitSettings, /hooksPath = \.githooks/)
  })

  test('serves the demo data by npm run dev', async ({ assert }) => {
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    server = clone.run(['ace.js', 'serve', '--hmr'], { PORT: String(port) })

    await until(async () => server.stdout().includes('watching file system'), server)
    const courses = await fetch(`${url}/api/course/all`)
    assert.include(await courses.text(), 'TypeScript from Scratch')
  })

  test('applies a change to {of} without a manual restart')
    .with(CHANGES)
    .run(async ({ assert }, change) => {
      const before = await ask(url, change)
      assert.notInclude(before, change.seen)

      await clone.change(change.file, change.from, change.to)
      await until(async () => {
        const answer = await ask(url, change)
        return answer.includes(change.seen)
      }, server)
    })

  test('leaves no server running when it is stopped', async ({ assert }) => {
    assert.equal(await server.stop(), 0)
    await assert.rejects(() => fetch(`${url}/health`))
  })
})

const GENERATORS = [
  'make:controller study_groups/member',
  'make:controller study_groups/room list book',
  'make:controller study_groups/seat --resource',
  'make:controller study_groups/table --api',
  'make:model study_groups/group',
  'make:validator study_groups/groups',
  'make:validator study_groups/rooms --resource',
  'make:event study_groups/group_founded',
  'make:listener study_groups/mail_founder',
  'make:listener study_groups/tell_members --event=study_groups/group_left',
  'make:middleware study_groups/membership --stack=named',
  'make:policy study_groups/group found close',
  'make:mail study_groups/welcome',
  'make:exception study_groups/group_full',
  'make:transformer study_groups/group',
  'make:test study_groups/groups --suite=functional',
  'make:action study_groups/found_group',
  'make:query study_groups/list_groups',
]

test.group('The generators', (group) => {
  let clone: Clone
  group.tap((one) => one.timeout(400_000).tags(['@slow']))
  group.setup(async () => {
    clone = await aClone()
    return () => clone.remove()
  })

  /** Runs a command, which must succeed. */
  async function done(...args: string[]): Promise<string> {
    const process = clone.run(args, DEVELOPMENT)
    const code = await process.ended
    if (code !== 0) throw new Error(`${args.join(' ')}:\n${process.stdout()}${process.stderr()}`)
    return process.stdout()
  }

  test('creates a capability that works at once', async ({ assert }) => {
    await done('ace.js', 'codegen')
    await clone.git('add', '--all')
    await done('ace.js', 'make:capability', 'study_groups')

    const port = await freePort()
    const settings = { ...DEVELOPMENT, PORT: String(port) }
    const server = clone.run(['--import=@poppinss/ts-exec', 'bin/server.ts'], settings)
    const found = await until(
      () =>
        fetch(`http://127.0.0.1:${port}/api/study-groups/entries?search=first`).catch(() => null),
      server
    )
    assert.equal(found.status, 200)
    assert.deepEqual(await found.json(), {
      entries: [{ id: '000000000000000000000001', title: 'The first entry' }],
    })
    assert.equal(await server.stop(), 0)
  })

  test('writes code that compiles, is formatted and respects the boundaries', async () => {
    for (const command of GENERATORS) await done('ace.js', ...command.split(' '))

    await done('ace.js', 'codegen')
    await done('node_modules/typescript/bin/tsc', '--noEmit')
    const folders = ['app/study_groups', 'tests/functional/study_groups', 'start/capabilities.ts']
    await done('node_modules/eslint/bin/eslint.js', ...folders)
    // packages are linked here, and have to be checked at their real paths
    const option = 'tsPreCompilationDeps: true,'
    await clone.change('.dependency-cruiser.js', option, `preserveSymlinks: true, ${option}`)
    await done(
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      'adonisrc.ts',
      'app',
      'start'
    )
    await clone.change('.dependency-cruiser.js', `preserveSymlinks: true, ${option}`, option)
  })

  test('refuses a name that belongs to no capability', async ({ assert }) => {
    for (const name of ['courses', 'library/courses']) {
      const refused = clone.run(['ace.js', 'make:controller', name], DEVELOPMENT)
      assert.equal(await refused.ended, 1)
      assert.include(
        refused.stdout() + refused.stderr(),
        'Put the capability in front of the name, as in "make:controller catalog/courses".'
      )
    }
  })

  test('leaves nothing behind once the folders and the line are removed', async ({ assert }) => {
    for (const folder of ['app/study_groups', 'tests/functional/study_groups'])
      await rm(join(clone.folder, folder), { recursive: true })
    const line = "  () => import('#app/study_groups/capability'),\n"
    await clone.change('start/capabilities.ts', line, '')
    await done('ace.js', 'codegen')

    assert.equal(await clone.git('diff', '--stat'), '')
    assert.equal(await clone.git('ls-files', '--others', '--exclude-standard'), '')
  })
})
