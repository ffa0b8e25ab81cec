import bcrypt from 'bcrypt'
import { test } from '@japa/runner'
import { aLearner } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** `SIGN_INS=200` measures as closely as the promise is made; fewer keep the suite quick. */
const SIGN_INS = Number(process.env.SIGN_INS || 40)

/** Other work on the machine only ever adds time: among few sign-ins the lower quartile shows less of it than the median. */
const QUANTILE = SIGN_INS < 200 ? 0.25 : 0.5

function quantile(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length * QUANTILE)]
}

test.group('The time of a refused sign-in', (group) => {
  group.each.setup(emptyStores)

  test('tells nothing: known, unknown and imported accounts differ by less than a tenth', async ({
    assert,
    client,
  }) => {
    const known = await aLearner()
    const imported = await aLearner({ password: await bcrypt.hash('what it was elsewhere', 10) })
    const emails = { known: known.email, unknown: 'nobody@theta.example', imported: imported.email }
    const times: Record<string, number[]> = { known: [], unknown: [], imported: [] }

    for (let round = -3; round < SIGN_INS; round++) {
      for (const [kind, email] of Object.entries(emails)) {
        const startedAt = performance.now()
        const response = await client
          .post('/api/user/login')
          .json({ email, password: 'a wrong one' })
        if (round >= 0) times[kind].push(performance.now() - startedAt)
        response.assertStatus(400)
      }
    }

    const typical = Object.values(times).map(quantile)
    const spread = Math.max(...typical) / Math.min(...typical)
    assert.isBelow(spread, 1.1, `typically ${typical.map((time) => time.toFixed(1)).join(', ')} ms`)
  }).timeout(180_000)
})
