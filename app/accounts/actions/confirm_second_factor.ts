import { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import { dashboardSessions } from '#app/accounts/dashboard_sessions'
import SecondFactor from '#app/accounts/models/second_factor'
import WrongSecondFactor from '#app/accounts/exceptions/wrong_second_factor'
import { renewRecoveryCodes, stepOf } from '#app/accounts/second_factors'

/** Sets a second factor up, once its app has made a right code. Sessions that were opened without it end. */
export default class ConfirmSecondFactor {
  /**
   * @returns the recovery codes, which nobody can read again
   * @throws {WrongSecondFactor}
   */
  async handle({
    userId,
    sessionId,
    code,
  }: {
    userId: string
    /** The session that stays. */
    sessionId: string
    code: string
  }): Promise<string[]> {
    return db.transaction(async (trx) => {
      const factor = await SecondFactor.query({ client: trx })
        .where('userId', userId)
        .whereNull('confirmedAt')
        .forUpdate()
        .first()
      const lastStep = factor && stepOf(factor, code.replace(/\s/g, ''))
      if (!factor || !lastStep) throw new WrongSecondFactor()

      await factor.merge({ confirmedAt: DateTime.utc(), lastStep }).save()
      await dashboardSessions.revokeAll(userId, trx, sessionId)
      return renewRecoveryCodes(factor, trx)
    })
  }
}
