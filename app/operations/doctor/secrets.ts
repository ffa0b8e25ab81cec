import { secrets } from '#config/settings'

/** Shorter texts are part of ordinary words. */
const SHORTEST = 4

/** A text without any secret of the configuration, whoever has put it there. */
export function withoutSecrets(text: string): string {
  return texts().reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

/** The secrets and the passwords within them, the longest first. */
function texts(): string[] {
  const all = secrets().flatMap((secret) => [secret, ...passwordsIn(secret)])
  return all.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** The password of an address, as it stands there and as it is sent. */
function passwordsIn(address: string): string[] {
  const password = /^[\w+-]+:\/\/[^:@/]*:([^@/]*)@/.exec(address)?.[1]
  if (!password) return []
  try {
    return [password, decodeURIComponent(password)]
  } catch {
    return [password]
  }
}
