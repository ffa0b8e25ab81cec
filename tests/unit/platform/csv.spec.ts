import { test } from '@japa/runner'
import { csvLine } from '#app/platform/csv'

test.group('CSV', () => {
  test('quotes where necessary, and keeps numbers and empty cells as they are', ({ assert }) => {
    const line = csvLine(['a', 'b,c', 'd"e', 'f\ng', -12.5, null, undefined, ' h'])
    assert.equal(line, 'a,"b,c","d""e","f\ng",-12.5,,," h"\r\n')
  })

  test('prevents formulas that begin with {what}')
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

  test('prevents formulas after {what} in a cell')
    .with([
      { what: 'a semicolon', text: 'a;=1+1' },
      { what: 'a semicolon and a space', text: 'a; =1+1' },
      { what: 'a semicolon and a quote', text: 'a;"=1+1' },
      { what: 'several semicolons', text: "x;;=1+cmd|' /C calc'!A0;y" },
      { what: 'a tab', text: 'a\t=1+1' },
      { what: 'a carriage return', text: 'a\r=1+1' },
      { what: 'a line feed', text: 'a\n@SUM(A1)' },
    ])
    .run(({ assert }, { text }) => {
      const line = csvLine([text])
      assert.match(line, /^".*"\r\n$/s)
      for (const part of line.slice(1).split(/[;\t\r\n]/)) assert.notMatch(part, /^["\s]*[=@+-]/)
    })

  test('leaves semicolons in text unchanged', ({ assert }) => {
    assert.equal(csvLine(['knots; bows']), '"knots; bows"\r\n')
  })
})
