import { globSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'

const files = globSync('infra/{bootstrap,environments/*,modules/*}/*.tf')

/** The source of each variable in a file. */
function variablesOf(file: string) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^variable "(\w+)" \{\n([^]*?)^\}/gm)].map(([, name, body]) => ({
    name: `${file}: ${name}`,
    body: body!,
  }))
}

test.group('The set of Terraform variables', () => {
  test('has descriptions, types and validations', ({ assert }) => {
    const variables = files.flatMap(variablesOf)
    assert.isAbove(variables.length, 80)
    for (const { name, body } of variables) {
      assert.match(body, /^ {2}description = "\S/m, name)
      assert.match(body, /^ {2}type +=/m, name)
      assert.match(body, /^ {2}validation \{\n {4}condition/m, name)
    }
  })
})
