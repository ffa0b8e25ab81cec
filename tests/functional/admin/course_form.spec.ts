import { test } from '@japa/runner'
import AuditEntry from '#app/platform/audit/audit_entry'
import CourseDocument from '#app/catalog/documents/course'
import { aCourse } from '#tests/helpers/catalog'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { aCoverFile, storedFiles } from '#tests/helpers/files'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const FIELDS = {
  title: 'Knots that hold',
  description: 'Rope, **knots** and friction.',
  category: 'Sailing',
  createdBy: 'Asha Rao',
  price: '1499',
  duration: '6',
  status: 'draft',
}

const anAdministratorsVisitor = async () => aVisitorSignedInAs(await anAdministrator())

async function aCover() {
  const contents = await aCoverFile()
  return new File([new Uint8Array(contents)], 'cover.webp', { type: 'image/webp' })
}

/** Submits a page's form with a file, as browsers do without scripts. */
async function sendForm(
  visitor: Visitor,
  page: string,
  action: string,
  fields: Record<string, string | File>
) {
  await visitor.get(page)
  return visitor.postForm(action, fields)
}

test.group('A course’s form', (group) => {
  group.each.setup(emptyStores)

  test('creates a draft with its cover', async ({ assert, client }) => {
    const visitor = await anAdministratorsVisitor()
    const made = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: await aCover(),
    })
    assert.equal(made.status, 303)
    assert.match(made.location!, /^\/admin\/courses\/[0-9a-f]{24}$/)
    assert.lengthOf(await storedFiles(), 1)
    const [entry] = await AuditEntry.query().where('action', 'course.created').orderBy('id', 'desc')
    assert.equal(entry.targetLabel, FIELDS.title)
    const list = await client.get('/api/course/all')
    assert.isEmpty(list.body().courses)
  })

  test('shows errors next to their fields, keeps the input and stores nothing', async ({
    assert,
  }) => {
    const visitor = await anAdministratorsVisitor()
    const refused = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      price: '1.5',
      file: await aCover(),
    })
    const { html } = await visitor.follow(refused)
    assert.match(html, /id="field-price"[^>]*aria-invalid="true"/)
    assert.include(html, 'value="Knots that hold"')
    assert.include(html, 'Rope, **knots** and friction.')
    assert.isEmpty(await storedFiles())

    const noPicture = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: new File(['no picture'], 'cover.png', { type: 'image/png' }),
    })
    const page = await visitor.follow(noPicture)
    assert.include(page.html, 'A cover must be a PNG')
    assert.include(page.html, 'value="Knots that hold"')
    const none = await sendForm(visitor, '/admin/courses/new', '/admin/courses', FIELDS)
    const noneAtAll = await visitor.follow(none)
    assert.include(noneAtAll.html, 'Add a cover image.')
    assert.equal(await CourseDocument.countDocuments(), 0)

    const rest = { ...FIELDS, title: '', price: '1e3', duration: '5000', category: 'x'.repeat(101) }
    const empty = await sendForm(visitor, '/admin/courses/new', '/admin/courses', rest)
    const { html: words } = await visitor.follow(empty)
    const said = (name: string) =>
      new RegExp(`id="field-${name}-error"[\\s\\S]*?</svg>\\s*([^<]+?)\\s*</p>`).exec(words)?.[1]
    assert.equal(said('title'), 'Enter a title.')
    assert.equal(said('price'), 'Enter a whole number, for example 1499.')
    assert.equal(said('duration'), 'Enter a number between 0 and 1,000.')
    assert.equal(said('category'), 'At most 100 characters.')
  })

  test('keeps the input when the session is lost', async ({ assert }) => {
    const administrator = await anAdministrator()
    const visitor = await aVisitorSignedInAs(administrator)
    await visitor.get('/admin/courses/new')
    visitor.cookies.delete('theta_dashboard')
    const lost = await visitor.postForm('/admin/courses', { ...FIELDS, file: await aCover() })
    assert.equal(lost.location, '/admin/sign-in')
    const back = await visitor.signIn(administrator)
    assert.equal(back.location, '/admin/courses/new')
    const { html } = await visitor.follow(back)
    assert.include(html, 'value="Knots that hold"')
  })

  test('saves, and replaces the cover', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    const made = await sendForm(visitor, '/admin/courses/new', '/admin/courses', {
      ...FIELDS,
      file: await aCover(),
    })
    const path = `${made.location}/settings`
    const [before] = await storedFiles()
    const saved = await sendForm(visitor, path, path, {
      ...FIELDS,
      title: 'Knots, again',
      edits: '0',
      file: await aCover(),
    })
    const { html } = await visitor.follow(saved)
    assert.include(html, 'Course saved')
    const [after, ...others] = await storedFiles()
    assert.isEmpty(others)
    assert.notEqual(after, before)
    const course = await CourseDocument.findOne()
    assert.equal(course!.title, 'Knots, again')
    assert.equal(course!.image, after)
  })

  test('shows both versions of a stale edit, and overwrites on confirmation', async ({
    assert,
  }) => {
    const course = await aCourse({ title: 'Knots' })
    const path = `/admin/courses/${course._id}/settings`
    const visitor = await anAdministratorsVisitor()
    const save = (title: string, edits: string) =>
      sendForm(visitor, path, path, { ...FIELDS, title, edits })
    await save('Someone else’s', '0')

    const stale = await save('Mine', '0')
    const { html } = await visitor.follow(stale)
    assert.include(html, 'Someone else saved')
    assert.match(html, /Saved version[\s\S]*Someone else’s[\s\S]*Your version[\s\S]*Mine/)
    assert.include(html, 'value="Mine"')
    assert.include(html, 'name="edits" value="1"')
    await save('Mine', '1')
    const saved = await CourseDocument.findById(course._id)
    assert.equal(saved!.title, 'Mine')
  })

  test('previews a description without running anything in it', async ({ assert }) => {
    const visitor = await anAdministratorsVisitor()
    await visitor.get('/admin/courses/new')
    const { html } = await visitor.post('/admin/courses/description', {
      description: `**bold** <img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](https://e.x/y)`,
    })
    assert.include(html, '<strong>bold</strong>')
    assert.notMatch(html, /<img|href="javascript/)
  })
})
