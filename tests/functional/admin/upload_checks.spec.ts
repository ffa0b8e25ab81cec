import { test } from '@japa/runner'
import { aVisitorSignedInAs, type Visitor } from '#tests/helpers/dashboard'
import { anMp4 } from '#tests/helpers/media'
import { anAdministrator } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

const MKV = Buffer.concat([
  Buffer.from('1a45dfa3934282886d6174726f736b61428781044285810218538067', 'hex'),
  Buffer.alloc(4_000),
])

/** An index with a track in HEVC. */
const INDEX = Buffer.from('\0\0\0\x64moov\0\0\0\x20stsd\0\0\0\0\0\0\0\x01\0\0\0\x10hvc1', 'latin1')

async function check(visitor: Visitor, parts: { head?: Buffer; index?: Buffer }) {
  const fields = Object.entries(parts).map(([name, part]) => [name, part.toString('base64')])
  const { status, html } = await visitor.send('POST', '/admin/uploads/checks', {
    headers: { accept: 'application/json' },
    body: new URLSearchParams(fields),
  })
  return { status, body: JSON.parse(html) }
}

test.group('The check of a file before its upload', (group) => {
  group.each.setup(emptyStores)

  test('accepts what the upload would accept', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    assert.deepEqual(await check(visitor, { head: anMp4(64 * 1024) }), { status: 200, body: {} })
  })

  test('refuses what the upload would refuse, with the reason', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const video = await check(visitor, { head: MKV })
    assert.equal(video.status, 422)
    assert.equal(video.body.code, 'E_UNSUPPORTED_FILE')
    assert.match(video.body.message, /must be an MP4, WebM/)
    const empty = await check(visitor, {})
    assert.equal(empty.status, 422)
    assert.equal(empty.body.code, 'E_EMPTY_FILE')
  })

  test('warns about codecs that many browsers lack', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const { status, body } = await check(visitor, { head: anMp4(), index: INDEX })
    assert.equal(status, 200)
    assert.match(body.warning, /Many browsers can’t play HEVC/)
  })

  test('refuses a part that is longer than a browser sends', async ({ assert }) => {
    const visitor = await aVisitorSignedInAs(await anAdministrator())
    const long = await check(visitor, { head: anMp4(64 * 1024 + 3) })
    assert.equal(long.status, 422)
  })
})
