import { readFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import drive from '@adonisjs/drive/services/main'
import type { ApiClient } from '@japa/api-client'
import sharp from 'sharp'
import app from '@adonisjs/core/services/app'
import OutboxRow from '#app/platform/outbox/outbox_row'
import Member from '#app/members/models/member'
import { MEMBER_PASSWORD } from '#tests/helpers/members'
import MembersBrowser from '#tests/helpers/members_browser'
import { emptyStores, workOutbox } from '#tests/helpers/stores'

const FORM = { username: 'asha', firstname: 'Asha', password: MEMBER_PASSWORD }

const pictureFile = (extension: string) => app.makePath(`tests/fixtures/media/picture.${extension}`)

/** Keys of all stored avatars. */
async function storedAvatars(): Promise<string[]> {
  await drive.use().put('avatars/marker', '')
  const { objects } = await drive.use().listAll('avatars')
  await drive.use().delete('avatars/marker')
  return [...objects].flatMap((object) =>
    object.isFile && object.name !== 'marker' ? object.key : []
  )
}

async function clearAvatars() {
  for (const key of await storedAvatars()) await drive.use().delete(key)
}

const upload = (browser: MembersBrowser, contents: string | Buffer, filename = 'me.jpg') =>
  browser.call('patch', '/users/avatar', {
    form: (request) => request.file('avatar', contents, { filename }),
  })

async function entered(client: ApiClient) {
  const browser = new MembersBrowser(client)
  return { browser, member: await browser.enter() }
}

/** A photograph of a camera that is held upright, with its place in the metadata. */
const aPhotograph = () =>
  sharp({ create: { width: 600, height: 300, channels: 3, background: 'red' } })
    .jpeg()
    .withExif({ IFD0: { Copyright: 'Asha' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } })
    .toBuffer()

test.group('Avatars of members', (group) => {
  group.each.setup(emptyStores)
  group.each.setup(clearAvatars)

  test('are encoded anew, served publicly and cacheable', async ({ assert, client }) => {
    const { browser } = await entered(client)
    const response = await upload(browser, await aPhotograph(), 'photo.txt')

    response.assertStatus(200)
    const { pathname } = new URL(response.body().payload.avatar)
    assert.match(pathname, /^\/avatars\/[0-9a-f-]{36}\.webp$/)
    const served = await client.get(pathname)
    served.assertStatus(200)
    assert.equal(served.header('content-type'), 'image/webp')
    assert.equal(served.header('cache-control'), 'public, max-age=31536000, immutable')
    const contents = await drive.use().getBytes(pathname.slice(1))
    const image = await sharp(contents).metadata()
    assert.include(image, { width: 150, height: 150, format: 'webp' })
    assert.isUndefined(image.exif)
  })

  for (const extension of ['jpg', 'png', 'webp'])
    test(`may be a ${extension}`, async ({ client }) => {
      const { browser } = await entered(client)
      const response = await upload(browser, pictureFile(extension), 'me')
      response.assertStatus(200)
    })

  test('replace the former file, which is deleted', async ({ assert, client }) => {
    const { browser, member } = await entered(client)
    await upload(browser, pictureFile('png'))
    await member.refresh()
    const former = member.avatar
    await upload(browser, pictureFile('jpg'))
    await workOutbox()

    await member.refresh()
    assert.notEqual(member.avatar, former)
    assert.deepEqual(await storedAvatars(), [member.avatar])
  })

  test('can be removed once', async ({ assert, client }) => {
    const { browser, member } = await entered(client)
    await upload(browser, pictureFile('png'))
    const response = await browser.call('delete', '/users/avatar')
    response.assertStatus(204)
    await workOutbox()
    await member.refresh()
    assert.isNull(member.avatar)
    assert.isEmpty(await storedAvatars())
    const again = await browser.call('delete', '/users/avatar')
    again.assertStatus(404)
    again.assertBodyContains({ errorPayload: { code: 'NOT_FOUND' } })
  })

  test('go with the account', async ({ assert, client }) => {
    const { browser } = await entered(client)
    await upload(browser, pictureFile('png'))
    await browser.call('delete', '/users')
    await workOutbox()
    assert.isEmpty(await storedAvatars())
  })

  for (const [title, contents, status, code] of [
    ['a GIF', () => readFile(pictureFile('gif')), 422, 'FILE_TYPE_NOT_SUPPORTED'],
    [
      'text',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      422,
      'FILE_TYPE_NOT_SUPPORTED',
    ],
    [
      'a damaged image',
      async () =>
        Buffer.concat([await aPhotograph().then((all) => all.subarray(0, 60)), Buffer.alloc(500)]),
      400,
      'FILE_UPLOAD_ERROR',
    ],
    ['an empty file', async () => Buffer.alloc(0), 400, 'FILE_UPLOAD_ERROR'],
    [
      'a file of 8,000,001 bytes',
      async () =>
        Buffer.concat([await aPhotograph(), Buffer.alloc(8_000_001)]).subarray(0, 8_000_001),
      400,
      'FILE_TOO_LARGE',
    ],
  ] as const)
    test(`can not be ${title}`, async ({ assert, client }) => {
      const { browser, member } = await entered(client)
      const response = await upload(browser, await contents(), 'me.png')

      response.assertStatus(status)
      assert.equal(response.body().errorPayload.code, code)
      await member.refresh()
      assert.isNull(member.avatar)
      assert.isEmpty(await storedAvatars())
      assert.isEmpty(await OutboxRow.all())
    })

  test('are missing from a form without a file, or with another field', async ({ client }) => {
    const { browser } = await entered(client)
    const empty = await browser.call('patch', '/users/avatar', {
      form: (request) => request.field('other', 'x'),
    })
    const other = await browser.call('patch', '/users/avatar', {
      form: (request) => request.file('file', pictureFile('png')),
    })
    const json = await browser.call('patch', '/users/avatar', { json: { avatar: null } })
    for (const response of [empty, other, json]) {
      response.assertStatus(400)
      response.assertBodyContains({ errorPayload: { code: 'FILE_UPLOAD_ERROR' } })
    }
  })

  test('can be sent with a registration', async ({ assert, client }) => {
    const browser = new MembersBrowser(client)
    const response = await browser.call('post', '/auth/register', {
      form: (request) => request.file('avatar', pictureFile('png')).fields(FORM),
    })
    response.assertStatus(201)
    const member = await Member.firstOrFail()
    assert.deepEqual(await storedAvatars(), [member.avatar])
    assert.isTrue(response.body().payload.avatar.endsWith(`/${member.avatar}`))
  })

  for (const [title, fields] of [
    ['is invalid', { ...FORM, firstname: '1' }],
    ['has a name that is taken', { ...FORM, username: 'TAKEN' }],
  ] as const)
    test(`leave no file if the registration ${title}`, async ({ assert, client }) => {
      await entered(client).then(({ member }) => member.merge({ username: 'taken' }).save())
      const response = await new MembersBrowser(client).call('post', '/auth/register', {
        form: (request) => request.fields(fields).file('avatar', pictureFile('png')),
      })
      assert.include([409, 422], response.status())
      assert.lengthOf(await Member.all(), 1)
      assert.isEmpty(await storedAvatars())
    })
})
