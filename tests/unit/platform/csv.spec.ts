import { test } from '@japa/runner'
import { csvLine } from '#app/platform/csv'

test.group('CSV', () => {
  test('quotes what needs it, and keeps numbers and empty cells as they are', ({ assert }) => {
    const line = csvLine(['a', 'b,c', 'd"e', 'f\ng', -12.5, null, undefined, ' h'])
    assert.equal(line, 'a,"b,c","d""e","f\ng",-12.5,,," h"\r\n')
  })

  test('begins no formula with {what}')
    .with([
      { what: 'an equals sign', text: '=1+1' },
      { what: 'a plus sign', text: '+1' },
      { what: 'a minus sign', text: '-1' },
      { what: 'an at sign', text: '@SUM(A1)' },
      { what: 'a tab', text: '\t=1' },
      { what: 'a carriage return', text: '\r=1' },
      { what: 'a space', text: ' =1' },
      { what: 'a full-width equals sign', text: '＝1' },
      { what: 'a line feed', text: '\n=1' },
    ])
    .run(({ assert }, { text }) => {
      assert.match(csvLine([text]), /^"?'/)
    })
})
