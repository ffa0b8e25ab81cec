import { test } from '@japa/runner'
import { searchable } from '#app/platform/search_text'

test.group('A searchable text', () => {
  test('is {1} for {0}')
    .with([
      ['Élodie', 'elodie'],
      ['E\u0301LODIE', 'elodie'],
      ['ЮЛИЯ', 'юлия'],
      ['Straße', 'strasse'],
      ['STRASSE', 'strasse'],
      ['STRAẞE', 'strasse'],
      ['İstanbul', 'istanbul'],
      ['ΟΔΟΣ', 'οδοσ'],
      ['οδος', 'οδοσ'],
      ['  Asha \n Rao ', 'asha rao'],
      ['ﬁnance', 'finance'],
      ['می\u200Cخواهم', 'میخواهم'],
      ['がぎ', 'がぎ'],
      ['कि', 'कि'],
      ['😀', '😀'],
    ] as const)
    .run(({ assert }, [text, searched]) => {
      assert.equal(searchable(text), searched)
      assert.equal(searchable(searched), searched)
    })
})
