import { test } from '@japa/runner'
import { messageOf } from '#app/platform/exceptions/message_of'

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
