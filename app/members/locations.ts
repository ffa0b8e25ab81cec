import { fileURLToPath } from 'node:url'
import { BlockList, isIP } from 'node:net'
import { open, type Response } from 'maxmind'
import { once } from '#app/identity/once'
import { answerWithin } from '#app/platform/timeouts'

const TIMEOUT_IN_MS = 1_000

const UNKNOWN = 'Unknown Location'

interface Database {
  get(ip: string): { country_code?: string } | null
}

/** Networks that have no place: private, loopback and link-local ones. */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

const countryNames = new Intl.DisplayNames('en', { type: 'region' })

/** Opens the bundled database at the first look-up. */
const openDatabase = once((): Promise<Database> =>
  open<Response & { country_code?: string }>(
    fileURLToPath(
      import.meta.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb')
    )
  )
)

/** Finds the countries of addresses in a database on this machine. */
export default class Locations {
  constructor(
    private database: () => Promise<Database> = openDatabase,
    private timeoutInMs = TIMEOUT_IN_MS
  ) {}

  /** Returns the name of the country, or `Unknown Location`. Never rejects. */
  async of(ip: string): Promise<string> {
    if (isPrivate(ip)) return UNKNOWN
    return answerWithin(this.timeoutInMs, this.lookUp(ip)).catch(() => UNKNOWN)
  }

  private async lookUp(ip: string): Promise<string> {
    const database = await this.database()
    const code = database.get(ip)?.country_code
    return (code && countryNames.of(code)) || UNKNOWN
  }
}

function isPrivate(ip: string): boolean {
  const family = isIP(ip)
  return family === 0 || PRIVATE.check(ip, family === 6 ? 'ipv6' : 'ipv4')
}
