import { errors, jwtVerify, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose'
import type Clock from '#app/platform/clock'
import { derivedKeys, type DerivedKey } from '#app/identity/derived_keys'

const ALGORITHM = 'HS256'

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

  private keyOf = ({ kid }: JWTHeaderParameters) => {
    const key = this.keys.find(({ id }) => id === kid)
    if (!key) throw new errors.JWKSNoMatchingKey()
    return key.secret
  }
}
