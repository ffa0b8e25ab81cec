import db from '@adonisjs/lucid/services/db'

/** Counts open findings. */
export default class CountFindings {
  async handle(): Promise<number> {
    const [{ total }] = await db.from('findings').where({ state: 'open' }).count('* as total')
    return Number(total)
  }
}
