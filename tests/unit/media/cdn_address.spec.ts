import { createVerify, generateKeyPairSync } from 'node:crypto'
import { test } from '@japa/runner'
import { addressOnCdn } from '#app/media/cdn_address'

const ORIGIN = 'https://theta.example.com'
const KEY = 'uploads/22222222-2222-4222-8222-222222222222.mp4'
const EXPIRES = 1_800_000_000

/** The canned policy that CloudFront derives from an address. */
const POLICY = `{"Statement":[{"Resource":"${ORIGIN}/${KEY}","Condition":{"DateLessThan":{"AWS:EpochTime":${EXPIRES}}}}]}`

test.group('An address on the CDN', () => {
  test('is signed so that CloudFront accepts it', ({ assert }) => {
    const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const privateKey = String(keys.privateKey.export({ type: 'sec1', format: 'pem' }))

    const address = addressOnCdn(ORIGIN, KEY, EXPIRES, { id: 'KEY1', privateKey })

    const [path, query] = address.split('?')
    const { Signature, ...rest } = Object.fromEntries(new URLSearchParams(query))
    assert.equal(path, KEY)
    assert.deepEqual(rest, { 'Expires': String(EXPIRES), 'Key-Pair-Id': 'KEY1' })
    const signature = Signature!.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/')
    const check = createVerify('RSA-SHA1').update(POLICY)
    assert.isTrue(check.verify(keys.publicKey, signature, 'base64'))
  })
})
