import { test } from '@japa/runner'
import Capabilities from '#app/platform/capabilities'
import { defineCapability } from '#app/platform/capability'

const entry = (label: string, position: number) => ({ label, icon: 'x', route: label, position })
class Job {
  handle = async () => assertNever()
}
const schedule = (id: string) => ({ id, every: '5s', run: async () => ({ default: Job }) })

function assertNever(): never {
  throw new Error('Nothing runs here')
}

const base = defineCapability({
  name: 'base',
  schedules: [schedule('base')],
  navigation: [entry('last', 30), entry('first', 10)],
  auditActions: { 'base.done': 'Did it' },
})
const library = defineCapability({
  name: 'library',
  system: 'books',
  schedules: [schedule('library')],
  navigation: [entry('middle', 20)],
  auditActions: { 'book.lent': 'Lent a book' },
})
const cinema = defineCapability({ name: 'cinema', system: 'films' })

test.group('Capabilities', () => {
  test('serves every system unless some are named', ({ assert }) => {
    const capabilities = new Capabilities([base, library, cinema])

    assert.deepEqual(capabilities.enabled, [base, library, cinema])
    assert.deepEqual(
      capabilities.navigation.map(({ label }) => label),
      ['first', 'middle', 'last']
    )
  })

  test('leaves out routes and jobs of a disabled system, but keeps its labels', ({ assert }) => {
    const capabilities = new Capabilities([base, library, cinema], ['films'])

    assert.deepEqual(capabilities.enabled, [base, cinema])
    assert.deepEqual(
      capabilities.schedules.map(({ id }) => id),
      ['base']
    )
    assert.deepEqual(
      capabilities.navigation.map(({ label }) => label),
      ['first', 'last']
    )
    assert.include(capabilities.auditActions, { 'book.lent': 'Lent a book' })
  })

  test('refuses an unknown system, and lists the known ones', ({ assert }) => {
    assert.throws(
      () => new Capabilities([base, library, cinema], ['films', 'songs']),
      'SYSTEMS names songs. Known systems: books, films.'
    )
  })
})
