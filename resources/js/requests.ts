/// <reference lib="dom" />
/** What the server says when it refuses, in words for people. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: string
  ) {
    super(message)
  }
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')!.content
}

/** Sends a form from a script. @throws {Refused} */
export async function post<Answer>(
  path: string,
  fields: Record<string, string> = {}
): Promise<Answer> {
  let response: Response
  try {
    response = await fetch(path, {
      method: 'POST',
      headers: { 'accept': 'application/json', 'x-csrf-token': csrfToken() },
      body: new URLSearchParams(fields),
    })
  } catch {
    throw new Refused('The server cannot be reached. Please try again.', 'E_UNREACHABLE')
  }
  const answer = await response.json().catch(() => ({}))
  if (response.ok) return answer as Answer
  const { message = 'Something went wrong. Please try again.', code = '' } = answer
  throw new Refused(response.status === 401 ? 'Please sign in again.' : message, code)
}
