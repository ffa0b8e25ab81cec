import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { applicationVariables } from '#tests/helpers/hosting'

/** What is not the application's own: PostgreSQL's client reads it. */
const OF_LIBRARIES = ['PGSSLMODE']

/** What tasks are told for images that read the database's place from AWS. */
const OF_LATER_IMAGES = [
  'DB_SECRET_ARN',
  'PARAM_HOST_PATH',
  'PARAM_DB_NAME_PATH',
  'PARAM_USER_PATH',
  'ADMISSIONS_ORIGINS',
]

function namesIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+|HOST|PORT|PGSSLMODE)\b(?=\s+=)/g)].map(
    ([, name]) => name!
  )
}

test.group('The settings that Terraform gives to tasks', () => {
  test('are variables that the application reads', ({ assert }) => {
    const names = [
      ...namesIn('infra/modules/stack/settings.tf'),
      ...namesIn('infra/modules/service/settings.tf'),
    ]
    assert.isAbove(names.length, 15)
    assert.includeMembers([...applicationVariables(), ...OF_LIBRARIES, ...OF_LATER_IMAGES], names)
  })

  test('have the secrets that the application reads', ({ assert }) => {
    const variables = readFileSync('infra/modules/service/variables.tf', 'utf8')
    const [, list] = /secret_names"[\s\S]*?default\s+=\s+(\[.*\])/.exec(variables)!
    assert.includeMembers(applicationVariables(), JSON.parse(list!))
  })
})
