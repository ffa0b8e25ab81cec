import { test } from '@japa/runner'
import { messageOf, reasonOf } from '#app/platform/exceptions/message_of'

test.group('The message of a thrown value', () => {
  const circular: { self?: object } = {}
  circular.self = circular

  for (const { what, thrown, message } of [
    { what: 'an error', thrown: new Error('The disk is full'), message: 'The disk is full' },
    { what: 'a text', thrown: 'The disk is full', message: 'The disk is full' },
    {
      what: 'an object',
      thrown: { status_code: 404, body: 'Not found' },
      message: "{ status_code: 404, body: 'Not found' }",
    },
    { what: 'a circular object', thrown: circular, message: '<ref *1> { self: [Circular *1] }' },
    { what: 'nothing', thrown: undefined, message: 'undefined' },
  ])
    test(`is found in ${what}`, ({ assert }) => {
      assert.equal(messageOf(thrown), message)
    })
})

test.group('The reason that administrators see', () => {
  test('leaves out the statement that failed', ({ assert }) => {
    const statement = 'insert into "users" ("name") values ($1) - select'
    const failed = new Error(`${statement} - value too long for type character varying(24)`)
    assert.equal(reasonOf(failed), 'value too long for type character varying(24)')
  })

  test('keeps the messages of other errors', ({ assert }) => {
    assert.equal(reasonOf(new Error('mail - refused')), 'mail - refused')
    assert.equal(reasonOf('The disk is full'), 'The disk is full')
  })
})
