import { request } from 'node:http'
import { TOTP, Secret } from 'otpauth'
import { DateTime } from 'luxon'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { DASHBOARD_COOKIE } from '#app/accounts/dashboard_cookie'
import DashboardSessions from '#app/accounts/dashboard_sessions'
import type User from '#app/accounts/models/user'
import SecondFactor from '#app/accounts/models/second_factor'
import { newSecret } from '#app/identity/totp'
import { PASSWORD } from '#tests/helpers/people'

export const ORIGIN = `http://${env.get('HOST')}:${env.get('PORT')}`

interface Page {
  status: number
  /** The target of a redirect, without the origin. */
  location: string | null
  html: string
  headers: Headers
}

/** A browser without scripts: it keeps cookies, and sends the previous page's CSRF token with each form. */
export class Visitor {
  cookies = new Map<string, string>()
  private csrfToken = ''
  private page = '/admin'

  constructor(private origin = ORIGIN) {}

  async get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    const page = await this.call(path, { headers: { accept: 'text/html', ...headers } })
    const token = /name="csrf-token" content="([^"]+)"/.exec(page.html)?.[1]
    if (token) {
      this.csrfToken = token
      this.page = path
    }
    return page
  }

  async post(
    path: string,
    fields: Record<string, string> = {},
    { hasToken = true, method = 'POST' } = {}
  ): Promise<Page> {
    const body = new URLSearchParams(hasToken ? { _csrf: this.csrfToken, ...fields } : fields)
    const headers = { accept: 'text/html', referer: `${this.origin}${this.page}` }
    return this.call(path, { method, body, headers })
  }

  /** Sends a multipart form, which may have files and several values for a name. */
  async postForm(
    path: string,
    fields: Record<string, string | File>,
    lists: Record<string, string[]> = {}
  ): Promise<Page> {
    const entries = [
      ...Object.entries(lists).flatMap(([name, values]) => values.map((value) => [name, value])),
      ...Object.entries(fields),
    ] as [string, string | File][]
    const referer = { accept: 'text/html', referer: `${this.origin}${this.page}` }
    const withFile = entries.some(([, value]) => value instanceof File)
    const body = withFile ? new FormData() : new URLSearchParams()
    for (const [name, value] of entries) body.append(name, value as string)
    if (!withFile) body.append('_csrf', this.csrfToken)
    const address = withFile ? `${path}?_csrf=${encodeURIComponent(this.csrfToken)}` : path
    return this.call(address, { method: 'POST', body, headers: referer })
  }

  /** Sends a request as a script does, with the CSRF token in a header. */
  async send(
    method: string,
    path: string,
    { headers, body }: { headers: Record<string, string>; body?: RequestInit['body'] }
  ): Promise<Page> {
    return this.call(path, {
      method,
      body,
      headers: { 'x-csrf-token': this.csrfToken, ...headers },
    })
  }

  /** Sends a part of a body, and then closes the connection. */
  async sendAndBreakOff(
    path: string,
    headers: Record<string, string>,
    body: Buffer,
    bytes: number
  ): Promise<void> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const outgoing = request(this.origin + path, {
      method: 'PATCH',
      headers: {
        ...headers,
        cookie,
        'x-csrf-token': this.csrfToken,
        'upload-offset': '0',
        'content-length': body.length,
      },
    })
    outgoing.on('error', () => {})
    const closed = new Promise((resolve) => outgoing.once('close', resolve))
    await new Promise<void>((resolve) => outgoing.write(body.subarray(0, bytes), () => resolve()))
    outgoing.destroy()
    await closed
  }

  /** Follows a redirect. */
  async follow({ location }: Page): Promise<Page> {
    return this.get(location!.replace(this.origin, ''))
  }

  /** Submits the sign-in form with an e-mail address and a password. */
  async signIn(
    user: Pick<User, 'email'>,
    fields: { email?: string; password?: string } = {}
  ): Promise<Page> {
    await this.get('/admin/sign-in')
    const page = await this.post('/admin/sign-in', {
      email: user.email,
      password: PASSWORD,
      ...fields,
    })
    if (page.location === '/admin') await this.follow(page)
    return page
  }

  private async call(path: string, init: RequestInit): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(this.origin + path, {
      redirect: 'manual',
      ...init,
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Chrome/150.0', ...init.headers, cookie },
    })
    for (const line of response.headers.getSetCookie()) this.keep(line)
    return {
      status: response.status,
      location: response.headers.get('location'),
      html: await response.text(),
      headers: response.headers,
    }
  }

  private keep(line: string) {
    const [pair] = line.split(';')
    const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    if (/max-age=-|expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** A visitor who is signed in to the dashboard. */
export async function aVisitorSignedInAs(user: User): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.signIn(user)
  return visitor
}

export async function openSessions(): Promise<number> {
  const { total } = await db.from('dashboard_sessions').count('* as total').firstOrFail()
  return Number(total)
}

/** A visitor with the cookie of a new session of any user, without signing in. */
export async function aVisitorWithSessionOf(user: User): Promise<Visitor> {
  const device = { ip: '127.0.0.1', userAgent: '' }
  const token = await db.transaction((trx) =>
    new DashboardSessions().open({ userId: user.id, remembered: false, device }, trx)
  )
  const visitor = new Visitor()
  await visitor.get('/admin/sign-in')
  const encrypted = encryption.encrypt(token, undefined, DASHBOARD_COOKIE)
  visitor.cookies.set(DASHBOARD_COOKIE, encodeURIComponent(`e:${encrypted}`))
  return visitor
}

/** A second factor that is set up. */
export async function aSecondFactorOf(user: User): Promise<SecondFactor> {
  return SecondFactor.create({
    userId: user.id,
    secret: newSecret(),
    confirmedAt: DateTime.utc(),
  })
}

/** The code that an authenticator app shows, now or some steps of 30 seconds later. */
export function codeOfApp(secret: string, steps = 0): string {
  const timestamp = Date.now() + steps * 30_000
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

/** A well-formed code that is wrong. */
export function wrongCodeOf(secret: string): string {
  const right = [-1, 0, 1].map((steps) => codeOfApp(secret, steps))
  return ['000000', '111111', '222222', '333333'].find((code) => !right.includes(code))!
}
