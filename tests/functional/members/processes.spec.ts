import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import type Member from '#app/members/models/member'
import { EventStream } from '#tests/helpers/event_stream'
import { eventually } from '#tests/helpers/eventually'
import { aMember, signedIn } from '#tests/helpers/members'
import type { AppServer } from '#tests/helpers/processes'
import { aSecondServer } from '#tests/helpers/second_server'
import { emptyStores } from '#tests/helpers/stores'

const EVENTS = 200

/** A client that connects anew to another server whenever its stream ends, as browsers do. */
class ReconnectingClient {
  reasons: number[] = []
  private ids = new Set<string>()
  private lastEventId?: string
  private stream?: EventStream
  private isLeaving = false
  reconnections = -1

  constructor(
    private accessToken: string,
    private servers: { url: string }[]
  ) {}

  async follow(): Promise<void> {
    while (!this.isLeaving) {
      const { url } = this.servers[++this.reconnections % this.servers.length]
      const address = `${url}/api/v2/events?accessToken=${this.accessToken}`
      try {
        this.stream = await EventStream.open(address, { lastEventId: this.lastEventId })
      } catch {
        await sleep(50) // that server is gone
        continue
      }
      const { stream } = this
      if (this.isLeaving) stream.close() // it left while the connection was being opened
      await eventually(() => this.take(stream), 120)
    }
  }

  get isConnected(): boolean {
    return this.stream !== undefined
  }

  /** Breaks the connection off; `follow` then opens another one. */
  interrupt(): void {
    this.stream?.close()
  }

  leave(): void {
    this.isLeaving = true
    this.interrupt()
  }

  get hasDuplicates(): boolean {
    return this.ids.size < this.reasons.length
  }

  /** Takes the events that have arrived. @returns whether the stream has ended */
  private take(stream: EventStream): boolean {
    const { isClosed } = stream
    for (const { id, data } of stream.events.splice(0)) {
      this.ids.add(id)
      this.lastEventId = id
      this.reasons.push(Number(String(data.reason).slice(1)))
    }
    return isClosed
  }
}

const SECRET = 'a-secret-only-for-tests'

/** Publishes numbered events through a server, one request after the other. */
async function publish({ url }: { url: string }, first: number, count: number) {
  for (let number = first; number < first + count; number++) {
    const event = { eventName: 'MESSAGE_EVENT', payload: { reason: `#${number}`, originId: 0 } }
    const response = await fetch(`${url}/api/v2/events/internal/dispatch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-internal-api-secret': SECRET },
      body: JSON.stringify({ events: [{ ...event, transmissionType: 'broadcast' }] }),
    })
    if (response.status !== 204) throw new Error(`${response.status}: ${await response.text()}`)
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

const withRedis = Boolean(process.env.REDIS_URL)

/** Ways in which processes learn of each other's events. */
const WAYS = withRedis ? { 'Redis': {}, 'SQL alone': { REDIS_URL: '' } } : { 'SQL alone': {} }

for (const [way, environment] of Object.entries(WAYS))
  test.group(`Live events of two processes with ${way}`, (group) => {
    let servers: AppServer[]
    let member: Member

    group.tap((one) => one.timeout(300_000).tags(['@slow']))
    group.each.setup(async () => {
      await emptyStores()
      member = await aMember({ role: 'MEMBER' })
      const settings = { ...environment, INTERNAL_API_SECRET: SECRET, RATE_LIMITS: 'off' }
      servers = await Promise.all([aSecondServer(settings), aSecondServer(settings)])
      return async () => {
        await Promise.all(servers.map((server) => server.stop('SIGKILL')))
      }
    })

    const aClient = async (first: number) => {
      const { accessToken } = await signedIn(await aMember({ role: 'MEMBER' }))
      const client = new ReconnectingClient(accessToken, [servers[first], servers[1 - first]])
      const ended = client.follow()
      await eventually(() => client.isConnected)
      return { client, ended }
    }

    test(`bring ${EVENTS} events to each client once and in order while clients come and go`, async ({
      assert,
    }) => {
      const clients = await Promise.all([0, 1, 0, 1].map(aClient))
      await publish(servers[0], 0, 1)
      await eventually(() => clients.every(({ client }) => client.reasons.length === 1))
      let isDone = false
      const restlessness = (async () => {
        for (let turn = 0; !isDone; turn++) {
          clients[turn % 3].client.interrupt() // the fourth stays
          await sleep(100)
        }
      })()
      for (let first = 1; first < EVENTS; first += 20) {
        const count = Math.min(20, EVENTS - first)
        await publish(servers[first % 2], first, count)
      }
      isDone = true
      await restlessness
      await eventually(() => clients.every(({ client }) => client.reasons.length >= EVENTS), 60)
      for (const { client, ended } of clients) {
        client.leave()
        await ended
        assert.deepEqual(client.reasons, numbers(EVENTS))
        assert.isFalse(client.hasDuplicates)
      }
      assert.isAbove(clients[0].client.reconnections, 1)
      assert.equal(clients[3].client.reconnections, 0)
    })

    test('bring clients of a killed process all events from the other one', async ({ assert }) => {
      const clients = await Promise.all([0, 0, 1].map(aClient))
      await publish(servers[1], 0, 1)
      await eventually(() => clients.every(({ client }) => client.reasons.length === 1))
      const publishing = publish(servers[1], 1, 60)
      await eventually(() => clients[0].client.reasons.length > 10)
      await servers[0].stop('SIGKILL')
      await publishing
      await eventually(() => clients.every(({ client }) => client.reasons.length >= 61), 60)
      for (const { client, ended } of clients) {
        client.leave()
        await ended
        assert.deepEqual(client.reasons, numbers(61))
      }
    })

    test('end on the other process what a role, a session or an account opened, within a second', async ({
      assert,
    }) => {
      const administrator = await signedIn(await aMember({ role: 'ADMIN' }))
      const call = async (method: string, path: string, by: Record<string, string>) => {
        const { status } = await fetch(`${servers[0].url}/api/v2${path}`, { method, headers: by })
        assert.equal(status, 204)
      }
      const open = async (one: Member) => {
        const { accessToken, session, headers } = await signedIn(one)
        const address = `${servers[1].url}/api/v2/events?accessToken=${accessToken}`
        return { stream: await EventStream.open(address), session, headers }
      }

      const roles = await quickest(async () => {
        const { stream } = await open(member)
        await call('PATCH', `/users/role/${member.username}/?role=USER`, administrator.headers)
        const delay = await timeUntil(() => stream.events.length === 1)
        const promoted = await aMember({ role: 'USER' })
        await call('PATCH', `/users/role/${promoted.username}?role=MEMBER`, administrator.headers)
        await publish(servers[0], 1, 1)
        await eventually(() => stream.events.length >= 2)
        assert.deepEqual(
          stream.events.map(({ data }) => data.reason),
          ['ROLE_CHANGE', '#1'] // not the change of the other member, which is for members
        )
        stream.close()
        await call('PATCH', `/users/role/${member.username}?role=MEMBER`, administrator.headers)
        return delay
      })
      assert.isBelow(roles, SECOND)

      const kept = await open(member)
      const sessions = await quickest(async () => {
        const { stream, session } = await open(member)
        await call('DELETE', `/auth/sessions/${session.id}`, kept.headers)
        return timeUntil(() => stream.isClosed)
      })
      assert.isBelow(sessions, SECOND)
      assert.isFalse(kept.stream.isClosed)

      const accounts = await quickest(async () => {
        const leaver = await aMember()
        const { stream } = await open(leaver)
        await call('DELETE', `/users/${leaver.username}`, administrator.headers)
        const delay = await timeUntil(() => stream.isClosed)
        assert.equal(stream.events.at(-1)?.data.reason, 'USER_DELETED_BY_ADMIN')
        return delay
      })
      assert.isBelow(accounts, SECOND)
      kept.stream.close()
    })
  })

const SECOND = 1_000

/** Attempts, of which one has to be quick: the machine may run much else at the same time. */
const ATTEMPTS = 5

/** Returns the shortest delay of several attempts, which ends them as soon as it is below a second. */
async function quickest(attempt: () => Promise<number>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let count = 0; count < ATTEMPTS && shortest >= SECOND; count++)
    shortest = Math.min(shortest, await attempt())
  return shortest
}

/** Returns the milliseconds until something is so. */
async function timeUntil(isSo: () => boolean): Promise<number> {
  const began = performance.now()
  await eventually(isSo)
  return performance.now() - began
}
