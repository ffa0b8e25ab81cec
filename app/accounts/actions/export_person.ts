import { inject } from '@adonisjs/core'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/platform/audit/actor'
import Audit from '#app/platform/audit/audit'
import Capabilities from '#app/platform/capabilities'
import type PersonalData from '#app/platform/personal_data'
import { lockAccount } from '#app/accounts/account_reference'
import { accountOf } from '#app/accounts/audited_account'

/** Exports what the capabilities keep about a person, as JSON, part by part. */
@inject()
export default class ExportPerson {
  constructor(
    private capabilities: Capabilities,
    private audit: Audit
  ) {}

  /** @throws {UserNotFound} */
  async handle({
    actor,
    userId,
  }: {
    actor: Actor
    userId: string
  }): Promise<AsyncGenerator<string>> {
    await db.transaction(async (trx) => {
      const target = accountOf(await lockAccount({ userId }, trx))
      await this.audit.record({ actor, action: 'account.exported', target }, trx)
    })
    return this.write(userId)
  }

  private async *write(userId: string) {
    yield `{\n  "exportedAt": ${JSON.stringify(new Date())}`
    for (const load of this.capabilities.personalData) {
      const { default: Part } = await load()
      const part = (await app.container.make(Part)) as PersonalData
      yield `,\n  ${JSON.stringify(part.name)}: ${JSON.stringify(await part.of(userId), null, 2)}`
    }
    yield '\n}\n'
  }
}
