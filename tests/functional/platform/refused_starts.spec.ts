import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { aTemporaryFolder, embeddedIn, start } from '#tests/helpers/processes'

const TYPESCRIPT = '--import=@poppinss/ts-exec'

/** Entry points as users start them, but running TypeScript directly. */
const ENTRIES = {
  'the server': [TYPESCRIPT, 'bin/server.ts'],
  'a command': ['ace.js', 'catalog:list'],
  'npm run dev': ['ace.js', 'serve', '--hmr'],
}

/** Pretends to be an older Node.js. */
const AS_NODE_20 =
  "--import=data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})"

test.group('A refused start', (group) => {
  let folder: string
  group.tap((one) => one.timeout(60_000).tags(['@slow']))
  group.each.setup(async () => {
    const [path, remove] = await aTemporaryFolder()
    folder = path
    return remove
  })

  test('names each missing or invalid setting in one sentence: {$self}')
    .with(Object.keys(ENTRIES) as (keyof typeof ENTRIES)[])
    .run(async ({ assert }, entry) => {
      const refused = start(ENTRIES[entry], {
        ...embeddedIn(folder),
        NODE_ENV: 'development',
        PORT: '0',
        APP_KEY: '',
        TOKEN_TTL: 'some days',
      })

      assert.equal(await refused.ended, 1)
      assert.include(
        refused.stdout() + refused.stderr(),
        'Invalid settings: Missing environment variable "APP_KEY"; ' +
          'TOKEN_TTL must be a duration such as "5 minutes". Run `npm run setup`'
      )
      assert.notInclude(refused.stdout() + refused.stderr(), ' at ', 'a stack trace')
    })

  test('refuses a key that the cipher would not accept', async ({ assert }) => {
    const refused = start(ENTRIES['the server'], { ...embeddedIn(folder), APP_KEY: 'short' })

    assert.equal(await refused.ended, 1)
    assert.match(refused.stderr(), /^Invalid settings: APP_KEY must have at least 16 .*\n$/)
  })

  test('explains that DATA_DIR cannot be written: {$self}')
    .with(Object.keys(ENTRIES) as (keyof typeof ENTRIES)[])
    .run(async ({ assert }, entry) => {
      await writeFile(join(folder, 'file'), '')
      for (const path of [join(folder, 'file/below'), '/proc/below']) {
        const settings = { ...embeddedIn(folder), DATA_DIR: path, PORT: '0' }
        const refused = start(ENTRIES[entry], settings)

        assert.equal(await refused.ended, 1)
        assert.include(refused.stdout() + refused.stderr(), `DATA_DIR (${path}) is not writable: `)
      }
    })

  test('explains that the disk is full', async ({ assert }) => {
    const limited = ['-c', 'ulimit -f 100; exec "$0" "$@"', process.execPath]
    const server = execFile('sh', [...limited, ...ENTRIES['the server']], {
      env: { PATH: process.env.PATH, ...embeddedIn(folder), PORT: '0' },
    })
    let stderr = ''
    server.stderr!.on('data', (text: string) => (stderr += text))
    const [code] = await once(server, 'close')

    assert.equal(code, 1)
    assert.equal(stderr, `DATA_DIR (${folder}) is not writable: disk I/O error\n`)
  })

  test('refuses a port that is not a number in "npm run dev" and "npm run demo"', async ({
    assert,
  }) => {
    for (const args of [ENTRIES['npm run dev'], ['bin/demo.ts']]) {
      const refused = start(args, { ...embeddedIn(folder), PORT: 'abc' })

      assert.equal(await refused.ended, 1)
      assert.equal(refused.stderr(), 'PORT must be a whole number from 0 to 65535, but is "abc".\n')
    }
  })

  test('refuses an older Node.js in one sentence', async ({ assert }) => {
    for (const entry of ['bin/server.ts', 'bin/console.ts']) {
      const refused = start([TYPESCRIPT, AS_NODE_20, entry], embeddedIn(folder))

      assert.equal(await refused.ended, 1)
      assert.equal(refused.stderr(), 'Theta requires Node.js 24 or newer; this is 20.20.2.\n')
    }
  })
})
