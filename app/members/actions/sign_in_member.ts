import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Device } from '#app/identity/device'
import Passwords from '#app/identity/passwords'
import { describeDevice } from '#app/members/device_description'
import WrongCredentials from '#app/members/exceptions/wrong_credentials'
import Locations from '#app/members/locations'
import Member, { usernameKey } from '#app/members/models/member'
import SessionTokens, { type SignedTokens } from '#app/members/session_tokens'

/** Opens a session with a user name and a password. */
@inject()
export default class SignInMember {
  constructor(
    private passwords: Passwords,
    private locations: Locations,
    private sessionTokens: SessionTokens
  ) {}

  /** Takes as long for an unknown name as for a wrong password. @throws {WrongCredentials} */
  async handle({
    username,
    password,
    device,
  }: {
    username: string
    password: string
    device: Device
  }): Promise<SignedTokens> {
    const known = await Member.findBy('usernameKey', usernameKey(username))
    const { matches } = await this.passwords.check(known?.password ?? null, password)
    if (!known || !matches) throw new WrongCredentials()

    const location = await this.locations.of(device.ip)
    const userAgent = describeDevice(device.userAgent)
    const opened = await db.transaction(async (trx) => {
      // a concurrent change of the password ends all sessions, so this one must not begin
      const member = await Member.query({ client: trx }).where('id', known.id).forUpdate().first()
      if (member?.password !== known.password) throw new WrongCredentials()
      return this.sessionTokens.open(member, { ip: device.ip, userAgent, location }, trx)
    })
    return this.sessionTokens.sign(opened)
  }
}
