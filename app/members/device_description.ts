import Bowser from 'bowser'
import { truncate } from '#app/platform/text'

/** Device types of the client by those of Bowser. */
const TYPES: Record<string, string> = { mobile: 'mobile', tablet: 'tablet', tv: 'smarttv' }

const LONGEST_PART = 60

/**
 * Describes a device in the form that the client cuts apart:
 * `Browser: <name> <version> Device: <vendor> <model> DeviceType: <type> OS: <name> <version>`.
 */
export function describeDevice(userAgent: string): string {
  const { browser, os, platform } = Bowser.parse(userAgent || ' ')
  const device = `${part(platform.vendor, 'Unknown Vendor')} ${part(platform.model, 'Unknown Model')}`
  return [
    `Browser: ${part(browser.name, 'Unknown Browser')} ${part(browser.version)}`,
    `Device: ${device}`,
    `DeviceType: ${TYPES[platform.type ?? ''] ?? ''}`,
    `OS: ${part(os.name, 'Unknown OS')} ${part(os.version)}`,
  ].join(' ')
}

/** Removes what could be taken for a label. */
function part(text: string | undefined, fallback = ''): string {
  const plain = (text ?? '').replace(/[\p{Cc}:]/gu, '').trim()
  return truncate(plain, LONGEST_PART) || fallback
}
