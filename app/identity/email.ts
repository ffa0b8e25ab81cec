import { domainToASCII } from 'node:url'

/** Host that may need conversion: the others of ASCII characters, such as `:`, have a meaning in URLs. */
const INTERNATIONAL_HOST = /^(?=.*\P{ASCII})[a-z\d.\-\P{ASCII}]+$/u

/**
 * Normalizes an e-mail for storage and comparison: trimmed, in NFC and lower case, with its host in
 * ASCII, as browsers send it. Aliases and dots are kept, since only the mail provider knows their
 * meaning. Lower case may be longer than the input, so lengths are checked afterwards.
 */
export function normalizeEmail(input: string): string {
  const email = input.trim().toLowerCase().normalize('NFC')
  const at = email.lastIndexOf('@') + 1
  const host = email.slice(at)
  if (at === 0 || !INTERNATIONAL_HOST.test(host)) return email
  return email.slice(0, at) + (domainToASCII(host) || host)
}
