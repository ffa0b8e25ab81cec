import type autocannon from 'autocannon'
import { type Call, CONNECTIONS } from './measure.ts'

const PREFIX = '/api/v2'
const MESSAGES = 500
const TEXT =
  'Did you try to draw the tables *first*? It took me an hour on paper, and saved me a day at the keyboard. The `join` followed from it.'

/** Member of the demo, who may read and write everything. */
const MEMBER = { username: 'ananya', password: 'Learn-with-theta1!' }

/** Refreshes have to be this much faster than sign-ins, whose hashes are expensive on purpose. */
const REFRESH_TO_SIGN_IN = 10

/** What a client keeps of a session. */
interface Session {
  accessToken: string
  cookies: Record<string, string>
}

/** Takes the new values of cookies from the headers of a response. */
function keep(cookies: Session['cookies'], lines: string[]) {
  for (const line of lines) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
    cookies[name] = value
  }
}

async function signIn(address: string): Promise<Session> {
  const response = await fetch(`${address}${PREFIX}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(MEMBER),
  })
  if (!response.ok) throw new Error(await response.text())
  const { payload } = (await response.json()) as { payload: { accessToken: string } }
  const session: Session = { accessToken: payload.accessToken, cookies: {} }
  keep(session.cookies, response.headers.getSetCookie())
  return session
}

function headersOf({ accessToken, cookies }: Session): Record<string, string> {
  return {
    'authorization': `Bearer ${accessToken}`,
    'content-type': 'application/json',
    'x-csrf-token': cookies['csrf-token'],
    'cookie': Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
  }
}

async function fillBoard(address: string, headers: Record<string, string>) {
  const response = await fetch(`${address}${PREFIX}/messages/public`)
  const { payload } = (await response.json()) as { payload: unknown[] }
  for (let count = payload.length; count < MESSAGES; count++) {
    const posted = await fetch(`${address}${PREFIX}/messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ message: `${count}. ${TEXT}` }),
    })
    if (!posted.ok) throw new Error(await posted.text())
  }
}

/** Lets each connection rotate the tokens of a session of its own, as clients do. */
function rotatingClients(sessions: Session[]) {
  let next = 0
  return (client: autocannon.Client) => {
    const { cookies, accessToken } = sessions[next++ % sessions.length]
    client.setHeaders(headersOf({ accessToken, cookies }))
    const onHeaders = ({ headers }: { headers: string[] }) => {
      const lines = headers.filter((_, index) => /^set-cookie$/i.test(headers[index - 1] ?? ''))
      if (lines.length === 0) return
      keep(cookies, lines)
      client.setHeaders(headersOf({ accessToken, cookies }))
    }
    client.on('headers', onHeaders as never)
  }
}

/** Calls of the message board, which is filled with messages first. */
export async function boardCalls(address: string, dataDir: string): Promise<Call[]> {
  const session = await signIn(address)
  const headers = headersOf(session)
  await fillBoard(address, headers)
  const sessions = []
  for (let count = 0; count < CONNECTIONS; count++) sessions.push(await signIn(address))

  const refresh: Call = {
    name: 'board, refresh',
    method: 'POST',
    path: `${PREFIX}/auth/refresh`,
    headers,
    setupClient: rotatingClients(sessions),
  }
  const post: Call = {
    name: 'board, post',
    method: 'POST',
    path: `${PREFIX}/messages`,
    headers,
    body: JSON.stringify({ message: TEXT }),
  }
  return [
    { name: `board, public, ${MESSAGES} messages`, path: `${PREFIX}/messages/public`, target: 0.5 },
    { name: `board, ${MESSAGES} messages`, path: `${PREFIX}/messages`, headers, target: 0.5 },
    { ...refresh, target: 0.05, rowsIn: dataDir },
    { ...refresh, name: 'board, refresh (bare server without a stored row)' },
    {
      name: 'board, sign-in',
      method: 'POST',
      path: `${PREFIX}/auth/login`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(MEMBER),
      connections: 4, // with more, some are refused: hashes wait in line
    },
    { ...post, target: 0.1, rowsIn: dataDir },
    { ...post, name: 'board, post (bare server without a stored row)' },
  ]
}

/** Says how much faster refreshes are than sign-ins, if both were measured. */
export function comparedWithSignIn(rows: { name: string; requestsPerSecond: number }[]): string {
  const rateOf = (name: string) => rows.find((row) => row.name === name)?.requestsPerSecond
  const [refresh, login] = [rateOf('board, refresh'), rateOf('board, sign-in')]
  if (!refresh || !login) return ''
  const times = refresh / login
  const verdict = times >= REFRESH_TO_SIGN_IN ? '✓' : '✗'
  return `A refresh is ${times.toFixed(0)} times as fast as a sign-in (target: ${REFRESH_TO_SIGN_IN}) ${verdict}.`
}
