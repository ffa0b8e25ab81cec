import { test } from '@japa/runner'
import type { ApiClient, ApiResponse } from '@japa/api-client'
import { DateTime } from 'luxon'
import env from '#start/env'
import { keyedHash } from '#app/identity/keyed_hash'
import { newId } from '#app/platform/ids'
import Activation from '#app/accounts/models/activation'
import PasswordReset from '#app/accounts/models/password_reset'
import User from '#app/accounts/models/user'
import { aCourse } from '#tests/helpers/catalog'
import { enrollmentsOf } from '#tests/helpers/learning'
import { codeMailedTo } from '#tests/helpers/mailbox'
import { aPaymentOf, anOrder, paymentsOf } from '#tests/helpers/payments'
import { aLearner, aSuperAdministrator, PASSWORD, tokenOf } from '#tests/helpers/people'
import { CUTS, type PostgresProxy, throughPostgresProxy } from '#tests/helpers/postgres_proxy'
import { emptyStores } from '#tests/helpers/stores'

/** A call that changes data in one transaction. */
interface Change {
  send(): Promise<ApiResponse>
  /** The number of times that the change is stored. */
  stored(): Promise<number>
}

const ASHA = { name: 'Asha', email: 'asha@theta.example', password: 'a long password' }

async function count(rows: PromiseLike<unknown[]>): Promise<number> {
  const { length } = await rows
  return length
}

const CHANGES: Record<string, (client: ApiClient) => Promise<Change>> = {
  'a registration': async (client) => ({
    send: () => client.post('/api/user/register').json(ASHA),
    stored: () => count(Activation.query()),
  }),

  'the code of a registration': async (client) => {
    const registered = await client.post('/api/user/register').json(ASHA)
    const { activationToken } = registered.body()
    const otp = await codeMailedTo(ASHA.email)
    return {
      send: () => client.post('/api/user/verify').json({ otp, activationToken }),
      stored: () => count(User.query().where('email', ASHA.email)),
    }
  },

  'a free course': async (client) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 0 })]
    const headers = await tokenOf(learner)
    return {
      send: () => client.post(`/api/course/checkout/${course._id}`).headers(headers).json({}),
      stored: () => count(enrollmentsOf(learner)),
    }
  },

  'a payment': async (client) => {
    const [learner, course] = [await aLearner(), await aCourse({ price: 499 })]
    const payment = aPaymentOf(await anOrder(learner, course))
    const headers = await tokenOf(learner)
    return {
      send: () => client.post(`/api/verification/${course._id}`).headers(headers).json(payment),
      stored: () => count(paymentsOf(learner)),
    }
  },

  'a new password': async (client) => {
    const learner = await aLearner()
    const { password: before } = await User.findOrFail(learner.id)
    const token = newId()
    await PasswordReset.create({
      userId: learner.id,
      tokenHash: keyedHash('reset-token', token),
      expiresAt: DateTime.utc().plus({ minutes: 5 }),
    })
    return {
      send: () => client.post(`/api/user/reset?token=${token}`).json({ password: `${PASSWORD} 2` }),
      stored: () => count(User.query().where('id', learner.id).whereNot('password', before)),
    }
  },

  'a role': async (client) => {
    const learner = await aLearner()
    const headers = await tokenOf(await aSuperAdministrator())
    return {
      send: () => client.put(`/api/user/${learner.id}`).headers(headers).json({}),
      stored: () => count(User.query().where({ id: learner.id, role: 'admin' })),
    }
  },
}

/** The status of a repeated call whose change was stored although its first response was lost. */
const REPEATED: Record<string, number> = {
  'a registration': 200,
  'the code of a registration': 200,
  'a free course': 400,
  'a payment': 200,
  'a new password': 200,
}

test.group('A change whose connection is lost', (group) => {
  let proxy: PostgresProxy

  group.tap((one) => one.skip(!env.get('DATABASE_URL'), 'needs PostgreSQL'))
  group.each.setup(emptyStores)
  group.each.setup(async () => {
    proxy = await throughPostgresProxy()
    return () => proxy.close()
  })

  for (const [name, prepare] of Object.entries(CHANGES)) {
    for (const cut of CUTS) {
      const isCommitted = cut === 'the answer to COMMIT'
      const outcome = isCommitted ? 'is confirmed, since it was stored' : 'answers 503'
      test(`${outcome} when cut at ${cut}: ${name}`, async ({ client, assert }) => {
        const { send, stored } = await prepare(client)
        proxy.cutAt(cut)
        const response = await send()

        if (isCommitted) assert.oneOf(response.status(), [200, 201], response.text())
        else {
          response.assertStatus(503)
          assert.isAbove(Number(response.header('retry-after')), 0)
          assert.notMatch(response.text(), /select|insert|update|COMMIT|BEGIN/)
          assert.equal(await stored(), 0)
          const repeated = await send()
          assert.oneOf(repeated.status(), [200, 201], repeated.text())
        }
        assert.equal(await stored(), 1)
      })
    }
  }

  for (const [name, status] of Object.entries(REPEATED)) {
    test(`answers 503 after a permanent loss, and can be repeated safely: ${name}`, async ({
      client,
      assert,
    }) => {
      const { send, stored } = await CHANGES[name](client)
      proxy.cutAt('the answer to COMMIT', { forGood: true })
      const response = await send()
      proxy.open()

      response.assertStatus(503)
      assert.equal(await stored(), 1)
      const repeated = await send()
      repeated.assertStatus(status)
      assert.equal(await stored(), name === 'a registration' ? 2 : 1)
    })
  }
})
