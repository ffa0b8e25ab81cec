import { test } from '@japa/runner'
import vine, { errors } from '@vinejs/vine'
import { paragraphs, personName, title } from '#app/platform/validators/texts'

const validator = vine.create({
  name: personName().optional(),
  title: title(200).optional(),
  text: paragraphs(500).optional(),
})

const refusal = async (input: object) => {
  const error = await validator.validate(input).catch((thrown) => thrown)
  return error instanceof errors.E_VALIDATION_ERROR ? error.messages[0].message : null
}

test.group('Texts that people write', () => {
  test('are stored in NFC', async ({ assert }) => {
    const nfd = 'E\u0301lodie'
    assert.deepEqual(await validator.validate({ name: ` ${nfd} `, title: nfd, text: nfd }), {
      name: 'Élodie',
      title: 'Élodie',
      text: 'Élodie',
    })
  })

  test('have visible characters only: {shown}')
    .with(
      ['a\u200Bb', 'a\u202Eb', '\u2067a\u2069', 'a\0', 'a\nb', '\u3164', '\u2800', '\u0301'].map(
        (text) => ({ text, shown: JSON.stringify(text) })
      )
    )
    .run(async ({ assert }, { text }) => {
      assert.isString(await refusal({ name: text }))
      assert.isString(await refusal({ title: text }))
    })

  test('have no web address if they are names: {$self}')
    .with(['WIN at https://x.example', 'http://x', 'www.x.example', 'ＷＷＷ．x', 'ftp://x'])
    .run(async ({ assert }, name) => {
      assert.equal(await refusal({ name }), 'A name can’t contain a web address.')
      assert.isNull(await refusal({ title: name }))
    })

  test('may be any name: {$self}')
    .with([
      'Asha Rao',
      'O’Neil',
      'J. R. R. Tolkien',
      'ليلى',
      'Þór',
      '李小龍',
      'می\u200Cخواهم',
      '👩‍🎓',
    ])
    .run(async ({ assert }, name) => {
      assert.isNull(await refusal({ name }))
    })

  test('may have several lines if they are long, but no control characters', async ({ assert }) => {
    assert.isNull(await refusal({ text: 'One\r\n\tTwo \u200B' }))
    for (const text of ['a\0', 'a\u202Eb', '\uD83D', '\u0007'])
      assert.isString(await refusal({ text }), JSON.stringify(text))
  })
})
