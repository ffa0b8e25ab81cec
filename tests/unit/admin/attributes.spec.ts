import edge from 'edge.js'
import { test } from '@japa/runner'

test.group('A component’s attributes', () => {
  test('holds any text as its value', async ({ assert }) => {
    const html = await edge.renderRaw(`<a {{ html.attrs({ title, disabled: true }) }}>`, {
      title: `"><script>'&`,
    })
    assert.include(html, 'title="&quot;&gt;&lt;script&gt;')
    assert.include(html, 'disabled')
    assert.notInclude(html, '<script>')
  })
})
