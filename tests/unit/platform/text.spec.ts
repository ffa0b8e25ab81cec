import { test } from '@japa/runner'
import { firstGrapheme, isolated, truncate } from '#app/platform/text'

const FAMILY = '👨‍👩‍👧‍👦'

test.group('Truncating a text', () => {
  test('keeps what fits, and cuts what does not', ({ assert }) => {
    assert.equal(truncate('Asha', 4), 'Asha')
    assert.equal(truncate('Asha Rao', 4), 'Asha')
  })

  test('never cuts through a visible character', ({ assert }) => {
    assert.equal(truncate(`Asha ${FAMILY}`, 7), 'Asha ')
    assert.equal(truncate(`Asha ${FAMILY}!`, 5 + FAMILY.length), `Asha ${FAMILY}`)
    assert.equal(truncate('cafe\u0301', 4), 'caf')
  })

  test('removes null bytes', ({ assert }) => {
    assert.equal(truncate('a\0b\0', 2), 'ab')
  })

  test('cuts a single character that is too long', ({ assert }) => {
    assert.lengthOf(truncate(`e${'\u0301'.repeat(20)}`, 5), 5)
  })
})

test.group('Texts of people', () => {
  test('keep their first visible character whole', ({ assert }) => {
    assert.deepEqual(['Asha', `${FAMILY} Rao`, 'e\u0301a', ''].map(firstGrapheme), [
      'A',
      FAMILY,
      'e\u0301',
      '',
    ])
  })

  test('are isolated within a sentence if they are read from right to left', ({ assert }) => {
    assert.equal(isolated('Asha'), 'Asha')
    assert.equal(isolated('ليلى (2)'), '\u2068ليلى (2)\u2069')
    assert.equal(isolated('שלום!'), '\u2068שלום!\u2069')
  })
})
