import { secrets } from '#config/settings'

/** Shorter secrets also occur in ordinary words. */
const SHORTEST = 4

/** Removes all secrets of the configuration from a text. */
export function withoutSecrets(text: string): string {
  return secretTexts().reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

/** Secrets and the passwords in URLs, longest first. */
function secretTexts(): string[] {
  const all = secrets().flatMap((secret) => [secret, ...passwordsIn(secret)])
  return all.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** Password of a URL, both encoded and decoded. */
function passwordsIn(address: string): string[] {
  const password = /^[\w+-]+:\/\/[^:@/]*:([^@/]*)@/.exec(address)?.[1]
  if (!password) return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
