import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'

/** Stands in for the address of a connection that was closed before anyone asked for it. */
const UNKNOWN = '0.0.0.0'

/**
 * Returns the address of the client, in canonical form: the last one in `X-Forwarded-For` that no trusted proxy has.
 * Whatever else that header holds never fails a request: the nearest address that is known stands in for it.
 * @param isTrusted says whether a proxy with this address is believed
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  isTrusted: (address: string, hop: number) => boolean
): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  let address = canonicalAddress(socket.remoteAddress ?? '') ?? UNKNOWN
  for (let hop = 0; forwarded.length > 0 && isTrusted(address, hop); hop++) {
    const next = canonicalAddress(forwarded.pop()!)
    if (!next) return address
    address = next
  }
  return address
}

/**
 * Returns an address as the operating system writes it, without port, brackets and zone; an IPv4 address that is
 * mapped into IPv6 as what it is. Returns `null` for anything else.
 */
export function canonicalAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d*)?$/, '$1')
    .replace(/^([\d.]+):\d*$/, '$1')
    .replace(/%.*$/, '')
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : null
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' })
  return address.replace(/^::ffff:(?=[\d.]+$)/, '')
}

/**
 * Returns what one client has to itself: an IPv4 address, or the 64 bits of IPv6 that a provider gives to a single
 * customer, who can use any address in them.
 * @param address in canonical form
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head, tail] = address.split('::').map((part) => (part ? part.split(':') : []))
  const zeros = tail ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : []
  return `${[...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':')}::/64`
}
