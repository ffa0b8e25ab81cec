import db from '@adonisjs/lucid/services/db'

export interface RefusedOrder {
  courseId: string
  amountInPaise: number
  /** The gateway's own words. */
  reason: string
}

/** Lists orders that the gateway refused, unless it has accepted one of the same course since. */
export default class ListRefusedOrders {
  async handle(): Promise<RefusedOrder[]> {
    const rows = await db
      .from('refused_orders')
      .whereNotExists(
        db
          .from('orders')
          .whereColumn('orders.course_id', 'refused_orders.course_id')
          .whereColumn('orders.created_at', '>=', 'refused_orders.refused_at') // SQLite stores whole seconds
      )
      .orderBy('refused_at', 'desc')
    return rows.map(({ course_id: courseId, amount_in_paise: amountInPaise, reason }) => ({
      courseId,
      amountInPaise,
      reason,
    }))
  }
}
