import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'

/** The source of every policy of every module, which needs no Terraform to read. */
const files = globSync('infra/**/*.tf').map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** The only statements with the resource *: their actions support no resources, or are listed by name. */
const ON_EVERYTHING = [
  'AlarmsEncrypt', // in a key policy, * means the key itself
  'MakeRevisions',
  'SeeWhatIsSetUp',
  'SignInToTheRegistry',
  'TheAccountAdministers', // the same
]

test.group('The set of IAM policies', () => {
  test('is not empty', ({ assert }) => {
    assert.isAbove(files.filter(({ text }) => text.includes('Statement')).length, 6)
  })

  test('names each action, and allows neither * nor a whole service', ({ assert }) => {
    for (const { file, text } of files) {
      const lists = text.matchAll(/\bAction\s+=\s+\[([^\]]*)\]/g)
      for (const [, list] of lists) assert.notInclude(list!, '*', file)
      assert.notMatch(text, /"[a-z0-9-]+:\*"|NotAction|AdministratorAccess|PowerUserAccess/, file)
    }
  })

  test('allows * as a resource only in listed statements', ({ assert }) => {
    const found = files.flatMap(({ text }) =>
      [...text.matchAll(/Sid\s+=\s+"(\w+)"(?:(?!Sid)[^])*?Resource\s+=\s+\["\*"\]/g)].map(
        ([, name]) => name!
      )
    )
    assert.sameMembers([...new Set(found)], ON_EVERYTHING)
  })

  test('names no account in any file', ({ assert }) => {
    for (const { file, text } of files) {
      assert.notMatch(text, /arn:aws:[a-z0-9-]*:[a-z0-9-]*:\d{12}/, file)
      assert.notMatch(text, /\b\d{12}\b/, file)
    }
  })
})
