import { test } from '@japa/runner'
import { Titles } from '#tests/helpers/titles'

const aTest = (expanded: string, group = 'Courses') => ({
  title: { original: expanded, expanded },
  meta: { fileName: 'courses.spec.ts', group: { title: group } },
})

test.group('The check of test titles', () => {
  test('accepts titles that differ or belong to different groups', ({ assert }) => {
    const titles = new Titles()
    titles.add(aTest('refuses a blank title'))
    titles.add(aTest('refuses a negative price'))
    titles.add(aTest('refuses a blank title', 'Lectures'))
    assert.doesNotThrow(() => titles.verify())
  })

  test('refuses {what}')
    .with([
      { what: 'a missing parameter', bad: ['refuses undefined'] },
      { what: 'a parameter of no row', bad: ['refuses {what}'] },
      { what: 'an object as the parameter', bad: ['refuses [object Object]'] },
      { what: 'a title that its group has twice', bad: ['refuses it', 'refuses it'] },
    ])
    .run(({ assert }, { bad }) => {
      const titles = new Titles()
      for (const title of bad) titles.add(aTest(title))
      assert.throws(() => titles.verify(), new RegExp(RegExp.escape(bad[0])))
    })
})
