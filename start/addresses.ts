import { Secret } from '@adonisjs/core/helpers'

/**
 * Converts a URL to the origin that browsers send: lower case, Punycode, no default port, no trailing slash.
 *
 * @throws with the reason, if it is more or less than an origin
 */
export function originOf(name: string, text: string): string {
  const url = URL.parse(text)
  const refuse = (reason: string) =>
    new Error(`${name} must consist of origins such as "https://theta.example", but ${reason}`)
  if (text.includes('@')) throw refuse('one contains a user name or password')
  if (!url || !/^https?:\/\/[^/]/i.test(text))
    throw refuse(`"${text}" does not start with https:// or http:// and a host`)
  if (url.hostname.includes('*')) throw refuse(`"${text}" contains a wildcard`)
  if (/[?#]/.test(text)) throw refuse(`"${text}" contains a query or fragment`)
  if (!/^\/+$/.test(url.pathname)) throw refuse(`"${text}" contains a path`)
  return url.origin
}

/** One origin; optional. */
export function origin(name: string, value?: string): string | undefined {
  return value ? originOf(name, value.trim()) : undefined
}

/** Comma-separated origins, each listed once; empty if unset. */
export function origins(name: string, value?: string): string[] {
  const texts = (value ?? '').split(',').flatMap((part) => part.trim() || [])
  return [...new Set(texts.map((text) => originOf(name, text)))]
}

/**
 * URL of a service with one of the given schemes; optional. The error doesn't show the value, which may contain a
 * password.
 */
export function serviceUrl(example: string, ...schemes: string[]) {
  return (name: string, value?: string): Secret<string> | undefined => {
    if (!value) return undefined
    if (
      schemes.some((scheme) => value.toLowerCase().startsWith(`${scheme}://`)) &&
      URL.canParse(value)
    )
      return new Secret(value)
    throw new Error(`${name} must be a URL such as "${example}"`)
  }
}

/** Host of a URL as sockets expect it: IPv6 addresses without brackets. */
export function hostOf(url: URL): string {
  return unbracketed(url.hostname)
}

/**
 * Names the host of a PostgreSQL URL without brackets in its query, which takes precedence: the driver would look up
 * `[::1]` as a name.
 */
export function withPlainHost(databaseUrl: string): string {
  const host = /^[^?#]*?(?:@|\/\/)(\[[0-9a-f:.]+\])/i.exec(databaseUrl)?.[1]
  if (!host) return databaseUrl
  return `${databaseUrl}${databaseUrl.includes('?') ? '&' : '?'}host=${unbracketed(host)}`
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}
