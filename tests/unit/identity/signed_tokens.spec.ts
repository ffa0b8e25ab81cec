import { test } from '@japa/runner'
import { Secret } from '@adonisjs/core/helpers'
import { decodeProtectedHeader } from 'jose'
import { SettableClock } from '#tests/helpers/jobs'
import { derivedKeys } from '#app/identity/derived_keys'
import SignedTokens from '#app/identity/signed_tokens'

const kind = { audience: 'tests.access', ttlInSeconds: 60 }

test.group('Signed tokens', () => {
  test('are valid until they expire', async ({ assert }) => {
    const clock = new SettableClock()
    const tokens = new SignedTokens(kind, clock)
    const token = await tokens.sign({ id: 7 })

    clock.shift({ seconds: 58 })
    const valid = await tokens.verify(token)
    clock.shift({ seconds: 62 })
    const expired = await tokens.verify(token)
    assert.include(valid!.claims, { id: 7, aud: 'tests.access' })
    assert.deepEqual([valid!.isExpired, expired!.isExpired], [false, true])
    assert.equal(expired!.claims.id, 7)
  })

  test('are refused if they were changed, also after the original was accepted', async ({
    assert,
  }) => {
    const tokens = new SignedTokens(kind, new SettableClock())
    const token = await tokens.sign({ id: 7 })
    const [first, second] = [await tokens.verify(token), await tokens.verify(token)]
    assert.deepEqual(second, first)
    const [header, , signature] = token.split('.')
    const claims = Buffer.from(JSON.stringify({ ...first!.claims, id: 8 })).toString('base64url')
    assert.isNull(await tokens.verify(`${header}.${claims}.${signature}`))
  })

  test('name the algorithm and the key', async ({ assert }) => {
    const token = await new SignedTokens(kind, new SettableClock()).sign({})
    const [{ id }] = derivedKeys(kind.audience)
    assert.deepEqual(decodeProtectedHeader(token), { alg: 'HS256', typ: 'JWT', kid: id })
  })

  test('are invalid as another kind', async ({ assert }) => {
    const clock = new SettableClock()
    const token = await new SignedTokens(kind, clock).sign({})
    const others = new SignedTokens({ ...kind, audience: 'tests.refresh' }, clock)
    assert.isNull(await others.verify(token))
  })

  test('of the previous key stay valid as long as it is known', async ({ assert }) => {
    const clock = new SettableClock()
    const [former, current] = ['the former key', 'the current key'].map((key) => new Secret(key))
    const before = new SignedTokens(kind, clock, derivedKeys(kind.audience, [former]))
    const during = new SignedTokens(kind, clock, derivedKeys(kind.audience, [current, former]))
    const after = new SignedTokens(kind, clock, derivedKeys(kind.audience, [current]))
    const [old, fresh] = [await before.sign({ id: 1 }), await during.sign({ id: 2 })]

    assert.isNotNull(await during.verify(old))
    assert.isNotNull(await after.verify(fresh))
    assert.isNull(await after.verify(old))
    assert.isNull(await before.verify(fresh))
  })

  for (const token of ['', 'a', 'a.b.c', 'e30.e30.', '..', 'a.b.c.d.e'])
    test(`are not "${token}"`, async ({ assert }) => {
      assert.isNull(await new SignedTokens(kind, new SettableClock()).verify(token))
    })
})
