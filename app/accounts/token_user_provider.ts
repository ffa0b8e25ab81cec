import { symbols } from '@adonisjs/auth'
import type { AccessToken } from '@adonisjs/auth/access_tokens'
import type {
  AccessTokensGuardUser,
  AccessTokensUserProviderContract,
} from '@adonisjs/auth/types/access_tokens'
import { type Secret } from '@adonisjs/core/helpers'
import { accessTokens } from '#app/accounts/access_tokens'
import type User from '#app/accounts/models/user'

/**
 * Gives the guard of one request its token and user, both from one query: the guard asks first for the token and
 * then for the user by id.
 */
export default class TokenUserProvider implements AccessTokensUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  private holder?: User

  async verifyToken(value: Secret<string>): Promise<AccessToken | null> {
    const found = await accessTokens.findHolder(value)
    this.holder = found?.user
    return found?.token ?? null
  }

  async findById(id: string): Promise<AccessTokensGuardUser<User> | null> {
    return this.holder?.id === id ? this.createUserForGuard(this.holder) : null
  }

  async createUserForGuard(user: User): Promise<AccessTokensGuardUser<User>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  createToken(user: User): Promise<AccessToken> {
    return accessTokens.create(user)
  }

  invalidateToken(value: Secret<string>): Promise<boolean> {
    return accessTokens.invalidate(value)
  }
}
