import { DateTime } from 'luxon'
import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import Member from '#app/members/models/member'
import SessionTokens from '#app/members/session_tokens'

const DEVICE = {
  ip: '127.0.0.1',
  userAgent: 'Browser: Bench  Device:   DeviceType:  OS: ',
  location: 'Unknown Location',
}

/** Adds members of the message board for benchmarks, whom nobody can sign in as. */
@inject()
export default class SeedMembers {
  constructor(private sessionTokens: SessionTokens) {}

  /** @returns an access token of each */
  async handle(count: number): Promise<string[]> {
    const opened = await db.transaction(async (client) => {
      const all = []
      for (let number = 0; number < count; number++) {
        const member = await Member.create(
          {
            username: `bench_${number}`,
            firstname: 'Bench',
            middlename: null,
            lastname: null,
            avatar: null,
            role: 'MEMBER',
            password: 'none',
            lastActiveAt: DateTime.utc(),
          },
          { client }
        )
        all.push(await this.sessionTokens.open(member, DEVICE, client))
      }
      return all
    })
    const signed = await Promise.all(opened.map((one) => this.sessionTokens.sign(one)))
    return signed.map(({ accessToken }) => accessToken)
  }
}
