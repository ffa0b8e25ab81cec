import QRCode from 'qrcode'
import { setupAddress } from '#app/identity/totp'

/** Formats a secret for an authenticator app: as a QR code, and as text to type. */
export async function totpSetup(secret: string, email: string) {
  const image = await QRCode.toString(setupAddress(secret, email), { type: 'svg', margin: 1 })
  return {
    qrCode: `data:image/svg+xml;base64,${Buffer.from(image).toString('base64')}`,
    secret: secret.match(/.{1,4}/g)!.join(' '),
  }
}
