import QRCode from 'qrcode'
import { enrolmentAddress } from '#app/accounts/second_factors'

/** What an app that makes one-time codes scans, or is told by hand. */
export async function enrolment(secret: string, email: string) {
  const address = enrolmentAddress(secret, email)
  const image = await QRCode.toString(address, { type: 'svg', margin: 1 })
  return {
    qrCode: `data:image/svg+xml;base64,${Buffer.from(image).toString('base64')}`,
    secret: secret.match(/.{1,4}/g)!.join(' '),
  }
}
