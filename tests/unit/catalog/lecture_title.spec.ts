import { test } from '@japa/runner'
import { updateLectureValidator } from '#app/catalog/validators/catalog'
import { titleOf } from '#app/catalog/lecture_title'

const FAMILY = '👨‍👩‍👧‍👦'

test.group('The title that a file name becomes', () => {
  test('is {title} for {shown}')
    .with(
      (
        [
          ['03_object-types.mp4', '03 object types'],
          ['e\u0301te\u0301.mov', 'été'],
          ['a\u202Egpj.mp4', 'agpj'],
          ['\u200B\u200B.mp4', 'New lecture'],
          ['\u0301.mp4', 'New lecture'],
          ['___.mp4', 'New lecture'],
          ['می\u200Cخواهم.mp4', 'می\u200Cخواهم'],
          [`${'x'.repeat(195)}${FAMILY}.mp4`, 'x'.repeat(195)],
          [`${'x'.repeat(189)}${FAMILY}.mp4`, `${'x'.repeat(189)}${FAMILY}`],
          [`${'x'.repeat(199)} y.mp4`, 'x'.repeat(199)],
        ] as const
      ).map(([name, title]) => ({ name, title, shown: JSON.stringify(name) }))
    )
    .run(({ assert }, { name, title }) => {
      assert.equal(titleOf(name), title)
    })

  test('can be saved again as it is: {shown}')
    .with(
      [
        `${'می\u200Cخ'.repeat(80)}.mp4`,
        `${`e${'\u0301'.repeat(250)}`}.mp4`,
        `x${'\u{1F468}\u200D'.repeat(120)}.mp4`,
        `${'𝒳'.repeat(150)}.mp4`,
        `${'a\u200B\u0301'.repeat(150)}.mp4`,
        'a\0\u2028b.mp4',
      ].map((name) => ({ name, shown: JSON.stringify(name).slice(0, 20) }))
    )
    .run(async ({ assert }, { name }) => {
      const title = titleOf(name)
      const saved = await updateLectureValidator.validate({ title, description: title, edits: 0 })
      assert.equal(saved.title, title)
      assert.equal(saved.description, title)
    })
})
