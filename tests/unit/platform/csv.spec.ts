import { test } from '@japa/runner'
import { csvLine } from '#app/platform/csv'

test.group('CSV', () => {
  test('quotes what needs it, and keeps numbers and empty cells as they are', ({ assert }) => {
    const line = csvLine(['a', 'b,c', 'd"e', 'f\ng', -12.5, null, undefined, ' h'])
    assert.equal(line, 'a,"b,c","d""e","f\ng",-12.5,,," h"\r\n')
  })

  test('begins no formula: {$self}')
    .with(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '\n=1'])
    .run(({ assert }, text) => {
      assert.match(csvLine([text]), /^"?'/)
    })
})
