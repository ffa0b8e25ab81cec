import { randomUUID } from 'node:crypto'
import { EventStream, type ReceivedEvent } from '#tests/helpers/event_stream'
import { eventually } from '#tests/helpers/eventually'
import { faultOf, faultOfEvent } from '#tests/helpers/members_contract'

const PREFIX = '/api/v2'

/** Calls that the deployed client makes without cookies. */
const WITHOUT_COOKIES = ['/messages', '/messages/public', '/users', '/users/bookmarks']

/** Calls that it makes without a token. */
const WITHOUT_TOKEN = /^\/(auth\/(register|login|refresh)|messages\/public)$/

interface Cookie {
  value: string
  attributes: Record<string, string>
}

interface Answer {
  status: number
  payload: any
  code?: string
  /** Of an error. */
  message?: string
}

/**
 * A browser with the deployed client: sends what it sends, refreshes once when a token has expired,
 * reads the lists anew with each event, and accepts only what its schemas accept.
 */
export class ClientDevice {
  accessToken?: string
  cookies = new Map<string, Cookie>()
  refreshes = 0
  user: any
  /** The list of messages, as it is on the screen. */
  messages: any[] = []
  stream?: EventStream
  /** Events that the client would not have accepted. */
  faults: string[] = []
  private refreshing?: Promise<void>

  constructor(
    private server: string,
    private origin: string,
    private headers: Record<string, string> = {}
  ) {}

  async call(method: string, path: string, body?: object): Promise<Answer> {
    await this.refreshing
    const answer = await this.send(method, path, body)
    if (answer.code !== 'EXPIRED_TOKEN' || path.startsWith('/auth/refresh')) return answer
    await (this.refreshing ??= this.renew().finally(() => (this.refreshing = undefined)))
    return this.send(method, path, body)
  }

  /** Registers, or signs in, and follows the live events. */
  async enter(path: '/auth/register' | '/auth/login', body: object): Promise<Answer> {
    const answer = await this.call('POST', path, body)
    if (answer.status < 300) {
      await this.start(answer.payload)
      await this.reload()
    }
    return answer
  }

  /** Refreshes the tokens, and shows what the role may see. */
  async refresh(): Promise<void> {
    await this.renew()
    await this.reload()
  }

  /** Reads the list that the role may see. */
  async reload(): Promise<void> {
    const path = this.user?.role === 'USER' ? '/messages/public' : '/messages'
    const { payload } = await this.call('GET', path)
    this.messages = payload
  }

  /** Waits until the message is on the screen as described. */
  async sees(described: (message: any) => boolean): Promise<void> {
    await eventually(() => this.messages.some(described))
  }

  /** Waits for an event. */
  async hears(reason: string): Promise<Record<string, unknown>> {
    await eventually(() => this.heard(reason) !== undefined)
    return this.heard(reason)!
  }

  heard(reason: string): Record<string, unknown> | undefined {
    return this.stream?.events.find(({ data }) => data.reason === reason)?.data
  }

  close(): void {
    this.stream?.close()
  }

  private async start({ accessToken, ...user }: any) {
    const isNew = accessToken !== this.accessToken
    Object.assign(this, { accessToken, user })
    if (isNew) await this.follow()
  }

  private async renew() {
    this.refreshes++
    const answer = await this.send('POST', '/auth/refresh')
    if (answer.status !== 200) throw new Error(`The refresh failed: ${answer.code}`)
    await this.start(answer.payload)
  }

  private async follow() {
    this.stream?.close()
    const address = `${this.server}${PREFIX}/events?accessToken=${this.accessToken}`
    this.stream = await EventStream.open(address, {
      headers: { origin: this.origin },
      onEvent: (event) => this.onEvent(event),
    })
  }

  private onEvent({ event, data }: ReceivedEvent) {
    const fault = faultOfEvent(event, data)
    if (fault) this.faults.push(fault)
    const isOwnRole = data.reason === 'ROLE_CHANGE' && data.targetId === this.user.id
    const react = async () => {
      if (isOwnRole) await this.refresh()
      if (event !== 'USER_EVENT') await this.reload()
    }
    void react().catch(() => {}) // signed out meanwhile
  }

  private async send(method: string, path: string, body?: object): Promise<Answer> {
    const isForm = body instanceof FormData
    const response = await fetch(this.server + PREFIX + path, {
      method,
      headers: {
        origin: this.origin,
        ...this.headers,
        ...this.credentials(path, method),
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      body: isForm ? body : body && JSON.stringify(body),
    })
    const text = await response.text()
    const parsed = text ? JSON.parse(text) : undefined
    const requestId = response.headers.get('x-request-id')
    const { status } = response
    const fault = faultOf({ method, path: PREFIX + path, status, requestId, body: parsed })
    if (fault) throw new Error(fault)
    if (response.headers.get('access-control-allow-origin') !== this.origin)
      throw new Error(`${method} ${path}: a browser would not let the client read this`)
    this.keep(response.headers.getSetCookie())
    return { status, payload: parsed?.payload, ...parsed?.errorPayload }
  }

  private credentials(path: string, method: string): Record<string, string> {
    const headers: Record<string, string> = {}
    if (this.accessToken && !WITHOUT_TOKEN.test(path))
      headers.authorization = `Bearer ${this.accessToken}`
    if (method === 'GET' && WITHOUT_COOKIES.includes(path)) return headers

    const sent = [...this.cookies].filter(([, { attributes }]) =>
      (PREFIX + path).startsWith(attributes.path)
    )
    headers.cookie = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const csrfToken = this.cookies.get('csrf-token')?.value
    if (csrfToken) headers['x-csrf-token'] = csrfToken
    return headers
  }

  private keep(lines: string[]) {
    for (const line of lines) {
      const [pair, ...rest] = line.split('; ')
      const [name, value] = pair.split('=')
      const attributes = Object.fromEntries(
        rest.map((one) => [one.split('=')[0].toLowerCase(), one.split('=')[1] ?? ''])
      )
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, { value, attributes })
    }
  }
}

/** A user name that nobody else has. */
export function aUsername(): string {
  return `member_${randomUUID().slice(0, 8)}`
}
