import { test } from '@japa/runner'
import {
  hasHiddenCharacters,
  isVisible,
  withoutHiddenCharacters,
} from '#app/platform/hidden_characters'

const escaped = (text: string) => JSON.stringify(text)

test.group('Hidden characters', () => {
  test('are none in {text}')
    .with(
      [
        'Asha Rao',
        'Élodie',
        'e\u0301',
        'אבג',
        'می\u200Cخواهم',
        'क्\u200Dष',
        'ശ്രീ',
        'ශ්\u200Dරී',
        '👨‍👩‍👧‍👦',
        '👩🏽‍🚒',
        '❤️',
        '1️⃣',
        '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
        '葛\u{E0100}',
      ].map((text) => ({ text }))
    )
    .run(({ assert }, { text }) => {
      assert.isFalse(hasHiddenCharacters(text))
      assert.equal(withoutHiddenCharacters(text), text)
    })

  test('are found and removed in {shown}')
    .with(
      (
        [
          ['a\u200Bb', 'ab'],
          ['a\u200Db', 'ab'],
          ['👨\u200D', '👨'],
          ['می\u200C', 'می'],
          ['a\u202Eb', 'ab'],
          ['\u2066a\u2069', 'a'],
          ['a\u200Fb', 'ab'],
          ['a\u00ADb', 'ab'],
          ['\uFEFFa', 'a'],
          ['a\0b', 'ab'],
          ['a\nb', 'ab'],
          ['a\u2028b', 'ab'],
          ['a\uD83Db', 'ab'],
          ['a\u{E0041}b', 'ab'],
          ['a\uFE0F\uFE0F', 'a\uFE0F'],
          ['\u3164', ''],
        ] as const
      ).map(([text, left]) => ({ text, left, shown: escaped(text) }))
    )
    .run(({ assert }, { text, left }) => {
      assert.isTrue(hasHiddenCharacters(text))
      assert.equal(withoutHiddenCharacters(text), left)
    })

  test('show nothing, like spaces and accents without a letter', ({ assert }) => {
    for (const text of ['', ' ', '\u200B', '\u3164', '\u2800', '\u00A0', '\u0301', '\u{E0041}'])
      assert.isFalse(isVisible(text), escaped(text))
    for (const text of ['a', '7', '-', '👍', 'ل', 'कि']) assert.isTrue(isVisible(text), text)
  })
})
