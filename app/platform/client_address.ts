import type { IncomingMessage } from 'node:http'
import { isIP, SocketAddress } from 'node:net'

/** Substitute for the address of a connection that was closed before its address was read. */
const UNKNOWN = '0.0.0.0'

/**
 * Returns the client's address in canonical form: the last address in `X-Forwarded-For` that is not
 * a trusted proxy. An invalid header never fails a request; the nearest valid address is used
 * instead.
 * @param isTrusted returns whether the address belongs to a trusted proxy
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
 * Returns an address in canonical form, without port, brackets and zone; IPv4-mapped IPv6 addresses
 * become IPv4. Returns `null` for anything else.
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
 * Returns the network of a single client: an IPv4 address, or the /64 prefix of an IPv6 address,
 * since a provider assigns at least that to each customer.
 * @param address in canonical form
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [head, tail] = address.split('::').map((part) => (part ? part.split(':') : []))
  const zeros = tail ? Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0') : []
  return `${[...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':')}::/64`
}
