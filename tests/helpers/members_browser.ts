import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApiClient, ApiRequest, ApiResponse } from '@japa/api-client'
import { DateTime, type DurationLike } from 'luxon'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { dataDir } from '#config/app'
import Clock from '#app/platform/clock'
import type Member from '#app/members/models/member'
import SessionTokens from '#app/members/session_tokens'
import { aMember, MEMBER_PASSWORD } from '#tests/helpers/members'

type Method = 'get' | 'post' | 'patch' | 'delete'

interface Call {
  json?: object
  /** Adds parts of a form. */
  form?: (request: ApiRequest) => ApiRequest
  headers?: Record<string, string>
  /** Headers and cookies to leave out. */
  without?: ('authorization' | 'x-csrf-token' | 'csrf-token' | 'refreshToken')[]
}

/** Calls the API as the deployed client does, and keeps its tokens. */
export default class MembersBrowser {
  accessToken?: string
  cookies: Record<string, string> = {}

  constructor(
    private client: ApiClient,
    private prefix = '/api/v2',
    private userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
  ) {}

  get csrfToken(): string {
    return this.cookies['csrf-token']
  }

  /** A second tab, or a thief, with the same tokens. */
  copy(): MembersBrowser {
    const copy = new MembersBrowser(this.client, this.prefix, this.userAgent)
    copy.accessToken = this.accessToken
    copy.cookies = { ...this.cookies }
    return copy
  }

  async call(method: Method, path: string, call: Call = {}): Promise<ApiResponse> {
    const without = new Set<string>(call.without)
    const cookies = Object.entries(this.cookies).filter(([name]) => !without.has(name))
    const sent: Record<string, string | undefined> = {
      'user-agent': this.userAgent,
      'cookie': cookies.map(([name, value]) => `${name}=${value}`).join('; '),
      'authorization': this.accessToken && `Bearer ${this.accessToken}`,
      'x-csrf-token': this.csrfToken,
      ...call.headers,
    }
    let request = this.client[method](this.prefix + path)
    for (const [name, value] of Object.entries(sent))
      if (value && !without.has(name)) request = request.header(name, value)
    if (call.json) request = request.json(call.json as never)
    if (call.form) request = call.form(request)
    const response = await request
    this.keep(response)
    return response
  }

  register(attributes: object = {}): Promise<ApiResponse> {
    const json = {
      username: 'asha',
      firstname: 'Asha',
      middlename: '',
      lastname: 'Rao',
      password: MEMBER_PASSWORD,
      avatar: null,
      ...attributes,
    }
    return this.call('post', '/auth/register', { json })
  }

  /** Signs a new member in without the cost of a password. */
  async enter(attributes: Partial<Member> = {}): Promise<Member> {
    const member = await aMember(attributes)
    await this.open(member)
    return member
  }

  /** Opens another session of a member. */
  async open(member: Member): Promise<void> {
    const sessionTokens = await app.container.make(SessionTokens)
    const device = { ip: '127.0.0.1', userAgent: 'Browser: …', location: 'Unknown Location' }
    const opened = await db.transaction((trx) => sessionTokens.open(member, device, trx))
    const { accessToken, refreshToken, csrfToken } = await sessionTokens.sign(opened)
    this.accessToken = accessToken
    this.cookies = { refreshToken, 'csrf-token': csrfToken }
  }

  login(username: string, password = MEMBER_PASSWORD): Promise<ApiResponse> {
    return this.call('post', '/auth/login', { json: { username, password } })
  }

  refresh(call: Call = {}): Promise<ApiResponse> {
    return this.call('post', '/auth/refresh', call)
  }

  private keep(response: ApiResponse) {
    for (const line of setCookiesOf(response)) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (/max-age=-1|max-age=0/i.test(line)) delete this.cookies[name]
      else this.cookies[name] = value
    }
    const { payload } = response.body() ?? {}
    if (typeof payload?.accessToken === 'string') this.accessToken = payload.accessToken
  }
}

export function setCookiesOf(response: ApiResponse): string[] {
  return [response.header('set-cookie') ?? []].flat() as string[]
}

/** Moves the clock of the application for one test. */
export function clockThat(cleanup: (undo: () => void) => void) {
  const { now } = Clock.prototype
  cleanup(() => void (Clock.prototype.now = now))
  let difference: DurationLike = {}
  Clock.prototype.now = () => DateTime.utc().plus(difference)
  return { isAt: (later: DurationLike) => void (difference = later) }
}

/** All lines that the application has logged in this run. */
export function logOfRun(): Promise<string> {
  return readFile(join(dataDir, 'theta.log'), 'utf8')
}
