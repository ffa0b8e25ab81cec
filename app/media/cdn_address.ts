import { getSignedUrl } from '@aws-sdk/cloudfront-signer'

/** A CloudFront signing key: its key pair id and the private key in PEM. */
export interface CdnKey {
  id: string
  privateKey: string
}

/**
 * Returns the signed path of a file that CloudFront serves from the bucket, without the origin. CloudFront verifies
 * the signature itself.
 */
export function addressOnCdn(origin: string, key: string, expires: number, by: CdnKey): string {
  const address = getSignedUrl({
    url: `${origin}/${key}`,
    keyPairId: by.id,
    privateKey: by.privateKey,
    dateLessThan: new Date(expires * 1000),
  })
  return address.slice(origin.length + 1)
}
