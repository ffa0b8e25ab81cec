import { getSignedUrl } from '@aws-sdk/cloudfront-signer'

/** A key that CloudFront trusts: its id there, and the private half in PEM. */
export interface CdnKey {
  id: string
  privateKey: string
}

/**
 * The address of a file that CloudFront serves from the bucket, in the application's place, without the origin: CloudFront
 * checks the signature of the whole address by itself.
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
