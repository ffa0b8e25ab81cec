import bcrypt from 'bcrypt'
import { test } from '@japa/runner'
import { aLearner } from '#tests/helpers/people'
import { emptyStores } from '#tests/helpers/stores'

/** `SIGN_INS=200` on a quiet machine measures as precisely as documented; fewer keep the suite fast. */
const SIGN_INS = Number(process.env.SIGN_INS || 40)

/**
 * Milliseconds of wall-clock time; for few sign-ins, of this process's CPU time, its client included: a sign-in is nearly
 * all computation, and CPU time is not affected by other work on the machine.
 */
function now(): number {
  if (SIGN_INS >= 200) return performance.now()
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function median(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
}

test.group('The time of a refused sign-in', (group) => {
  group.tap((one) => one.tags(['@slow', '@nightly']))
  group.each.setup(emptyStores)

  test('differs by less than a tenth between known, unknown and imported accounts', async ({
    assert,
    client,
  }) => {
    const known = await aLearner()
    const imported = await aLearner({ password: await bcrypt.hash('what it was elsewhere', 10) })
    const emails = { known: known.email, unknown: 'nobody@theta.example', imported: imported.email }
    const times: Record<string, number[]> = { known: [], unknown: [], imported: [] }

    for (let round = -3; round < SIGN_INS; round++) {
      for (const [kind, email] of Object.entries(emails)) {
        const startedAt = now()
        const response = await client
          .post('/api/user/login')
          .json({ email, password: 'a wrong one' })
        if (round >= 0) times[kind].push(now() - startedAt)
        response.assertStatus(400)
      }
    }

    const medians = Object.values(times).map(median)
    const spread = Math.max(...medians) / Math.min(...medians)
    if (process.env.SIGN_INS) console.log(medians)
    assert.isBelow(spread, 1.1, `medians ${medians.map((time) => time.toFixed(1)).join(', ')} ms`)
  }).timeout(60_000 + SIGN_INS * 3_000)
})
