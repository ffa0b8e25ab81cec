import { test } from '@japa/runner'
import catalogPurposes, { COVER, LECTURE_MEDIA } from '#app/catalog/purposes'
import { type Purpose } from '#app/media/purposes'
import Purposes from '#app/media/purposes'
import { typeOf } from '#app/media/file_types'

const ID = '11111111-1111-4111-8111-111111111111'

const AVATAR: Purpose = {
  ...COVER,
  name: 'people.avatar',
  prefix: 'avatars/',
  accepts: ['png', 'jpg'],
  maxBytes: 1000,
}

const FILM: Purpose = {
  ...LECTURE_MEDIA,
  name: 'feed.film',
  prefix: 'films/',
  accepts: ['mp4', 'png'],
  access: 'public',
}

test.group('Media purposes', () => {
  const purposes = new Purposes([...catalogPurposes, AVATAR, FILM])

  for (const [key, name] of [
    [`uploads/${ID}.png`, 'catalog.cover'],
    [`uploads/${ID}.mp4`, 'catalog.lecture'],
    [`avatars/${ID}.png`, 'people.avatar'],
    [`films/${ID}.png`, 'feed.film'],
    [`films/${ID}.mp4`, 'feed.film'],
    [`avatars/${ID}.mp4`, undefined],
    [`elsewhere/${ID}.png`, undefined],
    [`uploads/films/${ID}.mp4`, undefined],
    [`${ID}.png`, undefined],
  ] as const) {
    test(`finds ${name ?? 'none'} for the key ${key}`, ({ assert }) => {
      assert.equal(purposes.ofKey(key)?.name, name)
    })
  }

  test('lists each folder once', ({ assert }) => {
    assert.deepEqual(purposes.prefixes, ['uploads/', 'avatars/', 'films/'])
  })

  test('refuses purposes whose files could not be told apart', ({ assert }) => {
    const another = { ...AVATAR, name: 'another', prefix: COVER.prefix }
    assert.throws(() => new Purposes([COVER, another]), /would be mistaken/)
    assert.throws(() => new Purposes([COVER, { ...AVATAR, name: COVER.name }]), /are named/)
  })

  test('leaves the type of a file to its content', ({ assert }) => {
    const [cover, avatar] = [typeOf(`uploads/${ID}.png`), typeOf(`avatars/${ID}.png`)]
    assert.equal(cover, avatar)
    assert.isUndefined(typeOf(`uploads/${ID}.exe`))
  })
})
