import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { ESLint } from 'eslint'
import app from '@adonisjs/core/services/app'

/** The files that a copy of the project needs to be checked by the project's own rules. */
const RULES = [
  '.dependency-cruiser.js',
  'package.json',
  'packages/embedded-mongo/package.json',
  'tools/boundaries',
  'tsconfig.json',
]

interface Import {
  /** Completes "It refuses …" or "It allows …". */
  title: string
  from: string
  code: string
}

const refused: (Import & { rule: string })[] = [
  {
    title: 'a capability that imports one above it',
    rule: 'boundaries-of-platform',
    from: 'app/platform/a.ts',
    code: `import User from '#app/accounts/user'\nnew User()`,
  },
  {
    title: 'a dynamic import of a capability above',
    rule: 'boundaries-of-catalog',
    from: 'app/catalog/a.ts',
    code: `export const load = () => import('#app/payments/order')`,
  },
  {
    title: 'a type from a capability above',
    rule: 'boundaries-of-media',
    from: 'app/media/a.ts',
    code: `import type User from '#app/accounts/user'\nexport type Owner = User`,
  },
  {
    title: 'the type of a dynamic import from a capability above',
    rule: 'boundaries-of-identity',
    from: 'app/identity/a.ts',
    code: `export type Owner = import('#app/accounts/user').default`,
  },
  {
    title: 'handing on what a capability above exports',
    rule: 'boundaries-of-learning',
    from: 'app/learning/a.ts',
    code: `export { default } from '#app/payments/order'`,
  },
  {
    title: 'one sister system that imports another',
    rule: 'boundaries-of-members',
    from: 'app/members/a.ts',
    code: `import Track from '#app/tracks/track'\nnew Track()`,
  },
  {
    title: "a sister system that imports Theta's accounts",
    rule: 'boundaries-of-feed',
    from: 'app/feed/a.ts',
    code: `import User from '#app/accounts/user'\nnew User()`,
  },
  {
    title: 'admissions when it imports more of Theta than accounts',
    rule: 'boundaries-of-admissions',
    from: 'app/admissions/a.ts',
    code: `import Course from '#app/catalog/course'\nnew Course()`,
  },
  {
    title: 'reporting that imports operations',
    rule: 'boundaries-of-reporting',
    from: 'app/reporting/a.ts',
    code: `import Doctor from '#app/operations/doctor'\nnew Doctor()`,
  },
  {
    title: "another capability's controllers",
    rule: 'private-controllers',
    from: 'app/learning/b.ts',
    code: `import Courses from '#app/catalog/controllers/courses_controller'\nnew Courses()`,
  },
  {
    title: 'a controller anywhere but in routes',
    rule: 'controllers-for-routes',
    from: 'app/catalog/b.ts',
    code: `import Courses from '#app/catalog/controllers/courses_controller'\nnew Courses()`,
  },
  {
    title: 'the list of all controllers anywhere but in routes',
    rule: 'controllers-for-routes',
    from: 'app/payments/c.ts',
    code: `import { controllers } from '#generated/controllers'\nvoid controllers`,
  },
  {
    title: 'a relative path upward to a capability above',
    rule: 'boundaries-of-accounts',
    from: 'app/accounts/actions/a.ts',
    code: `import Order from '../../payments/order.js'\nnew Order()`,
  },
  {
    title: 'a relative path upward, even to what may be imported',
    rule: 'no-relative-path-upward',
    from: 'app/payments/actions/a.ts',
    code: `import User from '../../accounts/user.js'\nnew User()`,
  },
  {
    title: 'the embedded MongoDB server outside its one door',
    rule: 'one-door-to-embedded-mongo',
    from: 'app/platform/b.ts',
    code: `import { start } from '@theta/embedded-mongo'\nstart()`,
  },
  {
    title: "a file of the embedded MongoDB server by its path, around the package's exports",
    rule: 'one-door-to-embedded-mongo',
    from: 'commands/a.ts',
    code: `import { start } from '../packages/embedded-mongo/src/index.js'\nstart()`,
  },
  {
    title: 'a dynamic import of the tools for MongoDB in a capability',
    rule: 'mongo-tools-for-operators',
    from: 'app/accounts/b.ts',
    code: `export const load = () => import('@theta/embedded-mongo/tools/dump')`,
  },
  {
    title: 'a package that imports the application',
    rule: 'independent-packages',
    from: 'packages/embedded-mongo/src/a.ts',
    code: `import User from '../../../app/accounts/user.ts'\nnew User()`,
  },
  {
    title: 'a package that imports what its package.json does not list',
    rule: 'listed-packages',
    from: 'packages/embedded-mongo/src/b.ts',
    code: `import { DateTime } from 'luxon'\nDateTime.utc()`,
  },
  {
    title: 'reading the environment outside config/ and start/',
    rule: 'settings-from-config',
    from: 'app/accounts/c.ts',
    code: `import env from '#start/env'\nenv.get('TOKEN_TTL')`,
  },
  {
    title: 'reading the environment by a dynamic import',
    rule: 'settings-from-config',
    from: 'providers/a_provider.ts',
    code: `export const load = () => import('#start/env')`,
  },
  {
    title: 'a circle of imports',
    rule: 'no-circles',
    from: 'app/catalog/circle_a.ts',
    code: `import { b } from '#app/catalog/circle_b'\nexport const a = () => b`,
  },
  {
    title: 'a circle of a dynamic import and a type',
    rule: 'no-circles',
    from: 'app/catalog/circle_c.ts',
    code: `export const load = () => import('#app/catalog/circle_d')\nexport type C = string`,
  },
  {
    title: 'an application that imports its tests or tools',
    rule: 'application-without-tools',
    from: 'app/payments/b.ts',
    code: `import { aUser } from '#tests/helpers/people'\naUser()`,
  },
  {
    title: 'an unlisted capability that uses one of Theta',
    rule: 'boundaries-of-new-capabilities',
    from: 'app/utils/a.ts',
    code: `import User from '#app/accounts/user'\nnew User()`,
  },
  {
    title: 'an import that leads nowhere',
    rule: 'resolvable-imports',
    from: 'app/accounts/d.ts',
    code: `import Nobody from '#app/accounts/nobody'\nnew Nobody()`,
  },
]

const allowed: Import[] = [
  {
    title: 'a capability that imports one below it',
    from: 'app/payments/fine.ts',
    code: `import User from '#app/accounts/user'\nnew User()`,
  },
  {
    title: 'admissions that asks accounts',
    from: 'app/admissions/fine.ts',
    code: `import User from '#app/accounts/user'\nnew User()`,
  },
  {
    title: 'the dashboard that imports operations and sister systems',
    from: 'app/admin/fine.ts',
    code: `import Doctor from '#app/operations/doctor'\nimport Track from '#app/tracks/track'\nnew Doctor(new Track())`,
  },
  {
    title: 'the one door to the embedded MongoDB server',
    from: 'app/platform/mongo/embedded_server.ts',
    code: `import { start } from '@theta/embedded-mongo'\nstart()`,
  },
  {
    title: 'operations that dumps MongoDB',
    from: 'app/operations/fine.ts',
    code: `import { dump } from '@theta/embedded-mongo/tools/dump'\ndump()`,
  },
  {
    title: 'routes that refer to controllers',
    from: 'app/catalog/routes.ts',
    code: `import { controllers } from '#generated/controllers'\nvoid controllers`,
  },
  {
    title: 'settings that read the environment',
    from: 'config/fine.ts',
    code: `import env from '#start/env'\nenv.get('TOKEN_TTL')`,
  },
  {
    title: 'models that refer to one another',
    from: 'app/payments/models/order.ts',
    code: `import Payment from '#app/payments/models/payment'\nexport default class Order { payment!: Payment }`,
  },
]

/** The targets of the imports above. */
const targets: Record<string, string> = {
  '.adonisjs/server/controllers.ts': `export const controllers = { Courses: () => import('#app/catalog/controllers/courses_controller') }`,
  'app/accounts/user.ts': 'export default class User {}',
  'app/catalog/circle_b.ts': `import { a } from '#app/catalog/circle_a'\nexport const b = () => a`,
  'app/catalog/circle_d.ts': `import type { C } from '#app/catalog/circle_c'\nexport type D = C`,
  'app/catalog/controllers/courses_controller.ts': 'export default class CoursesController {}',
  'app/catalog/course.ts': 'export default class Course {}',
  'app/operations/doctor.ts': 'export default class Doctor {}',
  'app/payments/models/payment.ts': `import Order from '#app/payments/models/order'\nexport default class Payment { order!: Order }`,
  'app/payments/order.ts': 'export default class Order {}',
  'app/tracks/track.ts': 'export default class Track {}',
  'packages/embedded-mongo/src/index.ts': 'export const start = () => {}',
  'packages/embedded-mongo/src/tools/dump.ts': 'export const dump = () => {}',
  'start/env.ts': 'export default new Map<string, string>()',
  'tests/helpers/people.ts': 'export const aUser = () => {}',
}

interface Violation {
  from: string
  rule: { name: string }
}

/** Checks a project with the given files and the layout of this one, by the command that `npm run lint` uses. */
function violationsOf(files: Record<string, string>): Violation[] {
  const folder = mkdtempSync(join(tmpdir(), 'theta-boundaries-'))
  try {
    for (const path of RULES) cpSync(app.makePath(path), join(folder, path), { recursive: true })
    for (const [path, code] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), `${code}\n`)
    }
    mkdirSync(join(folder, 'node_modules/@theta'), { recursive: true })
    symlinkSync('../../packages/embedded-mongo', join(folder, 'node_modules/@theta/embedded-mongo'))
    for (const name of ['@adonisjs', 'luxon'])
      symlinkSync(app.makePath('node_modules', name), join(folder, 'node_modules', name))

    const command = app.makePath('node_modules/.bin/depcruise')
    const folders = ['app', 'commands', 'config', 'packages', 'providers']
    const args = [command, '--output-type=json', ...folders]
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout).summary.violations
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test.group('The boundary linter', (group) => {
  let violations: Violation[]
  const rulesBrokenBy = (file: string) =>
    violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)

  group.setup(() => {
    const cases = [...refused, ...allowed].map(({ from, code }) => [from, code])
    violations = violationsOf({ ...targets, ...Object.fromEntries(cases) })
  })

  for (const { title, rule, from } of refused) {
    test(`refuses ${title}`, ({ assert }) => {
      assert.include(rulesBrokenBy(from), rule)
    })
  }

  for (const { title, from } of allowed) {
    test(`allows ${title}`, ({ assert }) => {
      assert.deepEqual(rulesBrokenBy(from), [])
    })
  }

  test('tells computed imports from literal ones: {code}')
    .with([
      { code: 'export const load = (name: string) => import(name)', isRefused: true },
      { code: 'export const load = () => import(`#app/payments/order`)', isRefused: true },
      { code: `export const load = () => import('#app/payments/order')`, isRefused: false },
    ])
    .run(async ({ assert }, { code, isRefused }) => {
      const linter = new ESLint({ cwd: app.makePath() })
      const [{ messages }] = await linter.lintText(code, { filePath: 'app/catalog/a.ts' })

      const rules = messages.map(({ ruleId }) => ruleId)
      assert.equal(rules.includes('no-restricted-syntax'), isRefused)
    })
})
