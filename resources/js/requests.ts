/// <reference lib="dom" />
/** Error with the server's message for people. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: string
  ) {
    super(message)
  }
}

function tokenPlace(): HTMLMetaElement {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')!
}

export function csrfToken(): string {
  return tokenPlace().content
}

/** Adopts the CSRF token of a new page. Signing in again, even in another window, invalidates older tokens. */
export function takeCsrfToken(html: string) {
  const token = /<meta name="csrf-token" content="([^"]+)"/.exec(html)?.[1]
  if (token) tokenPlace().content = token
}

export async function renewCsrfToken() {
  const page = await fetch(window.location.href, { headers: { accept: 'text/html' } })
  takeCsrfToken(await page.text())
}

/** Submits a form from a script. Retries once with a new CSRF token if its own has expired. @throws {Refused} */
export async function post<Answer>(
  path: string,
  fields: Record<string, string> = {}
): Promise<Answer> {
  try {
    return await send<Answer>(path, fields)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'E_BAD_CSRF_TOKEN') throw error
    await renewCsrfToken()
    return send<Answer>(path, fields)
  }
}

async function send<Answer>(path: string, fields: Record<string, string>): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'accept': 'application/json', 'x-csrf-token': csrfToken() },
      body: new URLSearchParams(fields),
    })
  } catch {
    throw new Refused('Can’t reach the server. Please try again.', 'E_UNREACHABLE')
  }
  const answer = await response.json().catch(() => ({}))
  if (response.ok) return answer as Answer
  const { message = 'Something went wrong. Please try again.', code = '' } = answer
  throw new Refused(response.status === 401 ? 'Please sign in again.' : message, code)
}
