import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { Device } from '#app/identity/device'
import Passwords from '#app/identity/passwords'
import Clock from '#app/platform/clock'
import { describeDevice } from '#app/members/device_description'
import UsernameTaken from '#app/members/exceptions/username_taken'
import MemberEvents, { channels } from '#app/members/live/member_events'
import Locations from '#app/members/locations'
import Member, { usernameKey } from '#app/members/models/member'
import SessionTokens, { type SignedTokens } from '#app/members/session_tokens'
import { whenNameIsTaken } from '#app/members/username_index'

export interface Registration {
  username: string
  firstname: string
  middlename: string | null
  lastname: string | null
  password: string
  /** Key of the uploaded image. */
  avatar: string | null
  device: Device
}

/** Creates an account with the role USER and signs it in. */
@inject()
export default class RegisterMember {
  constructor(
    private passwords: Passwords,
    private locations: Locations,
    private sessionTokens: SessionTokens,
    private events: MemberEvents,
    private clock: Clock
  ) {}

  /** @throws {UsernameTaken} */
  async handle({ password, device, ...profile }: Registration): Promise<SignedTokens> {
    const taken = await Member.findBy('usernameKey', usernameKey(profile.username))
    if (taken) throw new UsernameTaken() // before hashing, which is expensive

    const passwordHash = await this.passwords.hash(password)
    const location = await this.locations.of(device.ip)
    const userAgent = describeDevice(device.userAgent)
    const opened = await whenNameIsTaken(new UsernameTaken(), () =>
      db.transaction(async (trx) => {
        const member = await Member.create(
          { ...profile, password: passwordHash, role: 'USER', lastActiveAt: this.clock.now() },
          { client: trx }
        )
        await this.events.publish(
          {
            event: 'USER_EVENT',
            data: { reason: 'USER_CREATED', originId: member.id },
            channels: [channels.role('ADMIN')],
          },
          trx
        )
        return this.sessionTokens.open(member, { ip: device.ip, userAgent, location }, trx)
      })
    )
    return this.sessionTokens.sign(opened)
  }
}
