import { errors, jwtVerify, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import type Clock from '#app/platform/clock'
import { derivedKeys, type DerivedKey } from '#app/identity/derived_keys'

const ALGORITHM = 'HS256'

/** Tokens whose signatures are remembered, since checking one takes longer than most requests. */
const REMEMBERED = 10_000

interface TokenKind {
  /** Audience, and purpose of the key: a token of one kind is never valid as another. */
  audience: string
  ttlInSeconds: number
}

export interface VerifiedToken {
  claims: JWTPayload
  isExpired: boolean
}

/** JSON Web Tokens of one kind, signed with a key of their own. */
export default class SignedTokens {
  /** Claims of tokens that were signed here, whether or not they have expired since. */
  private signed = new Map<string, JWTPayload>()

  constructor(
    private kind: TokenKind,
    private clock: Clock,
    private keys: DerivedKey[] = derivedKeys(kind.audience)
  ) {}

  async sign(claims: JWTPayload): Promise<string> {
    const [{ id, secret }] = this.keys
    const now = Math.floor(this.clock.now().toSeconds())
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT', kid: id })
      .setAudience(this.kind.audience)
      .setIssuedAt(now)
      .setExpirationTime(now + this.kind.ttlInSeconds)
      .sign(secret)
  }

  /** Checks signature, audience and expiry. @returns `null` unless it was signed here */
  async verify(token: string): Promise<VerifiedToken | null> {
    const known = this.signed.get(token)
    if (known) return { claims: known, isExpired: this.isPast(known.exp!) }

    const verified = await this.check(token)
    if (verified) this.remember(token, verified.claims)
    return verified
  }

  private async check(token: string): Promise<VerifiedToken | null> {
    try {
      const { payload } = await jwtVerify(token, this.keyOf, {
        algorithms: [ALGORITHM],
        audience: this.kind.audience,
        requiredClaims: ['exp'],
        currentDate: this.clock.now().toJSDate(),
      })
      return { claims: payload, isExpired: false }
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { claims: error.payload, isExpired: true }
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null
      throw error
    }
  }

  private remember(token: string, claims: JWTPayload) {
    if (this.signed.size >= REMEMBERED) this.signed.delete(this.signed.keys().next().value!)
    this.signed.set(token, claims)
  }

  private isPast(seconds: number): boolean {
    return seconds <= Math.floor(this.clock.now().toSeconds())
  }

  private keyOf = ({ kid }: JWTHeaderParameters) => {
    const key = this.keys.find(({ id }) => id === kid)
    if (!key) throw new errors.JWKSNoMatchingKey()
    return key.secret
  }
}
