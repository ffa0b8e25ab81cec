import { test } from '@japa/runner'
import { redact } from '#app/platform/redact'

test.group('Log redaction', () => {
  test('removes secrets, and changes nothing else', ({ assert }) => {
    const err = new Error('It failed')
    const record = { err, token: 'a', body: { password: 'b', name: 'Asha' }, list: [1], none: null }
    assert.deepEqual(redact(record), {
      err,
      token: '[Redacted]',
      body: { password: '[Redacted]', name: 'Asha' },
      list: [1],
      none: null,
    })
    assert.equal(record.token, 'a')
  })
})
