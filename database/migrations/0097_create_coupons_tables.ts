import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Coupons, and their reservations and uses: of an order, or of an enrollment that costs nothing with the coupon, which
 * happens once for each learner and course.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('coupons', (table) => {
      table.string('id', 24).primary()
      table.string('code', 32).notNullable().unique()
      table.string('kind', 10).notNullable()
      table.bigInteger('value').notNullable()
      table.text('courses').nullable()
      table.bigInteger('minimum_price_in_paise').nullable()
      table.timestamp('valid_from').nullable()
      table.timestamp('valid_until').nullable()
      table.integer('max_redemptions').nullable()
      table.integer('max_per_learner').nullable()
      table.boolean('is_active').notNullable().defaultTo(true)
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()

      table.check('code = upper(code)', [], 'coupons_code')
      table.check(
        `(kind = 'percent' and value between 1 and 100) or (kind = 'amount' and value > 0 and value % 100 = 0)`,
        [],
        'coupons_value'
      )
      table.check(
        'coalesce(minimum_price_in_paise, 0) >= 0 and coalesce(max_redemptions, 1) > 0 and coalesce(max_per_learner, 1) > 0',
        [],
        'coupons_limits'
      )
    })
    this.schema.createTable('coupon_redemptions', (table) => {
      table.string('id', 24).primary()
      table
        .string('coupon_id', 24)
        .notNullable()
        .references('id')
        .inTable('coupons')
        .onDelete('CASCADE')
      table.string('user_id', 24).notNullable().references('id').inTable('users')
      table.string('course_id', 24).notNullable()
      table.string('order_id', 24).nullable().unique().references('id').inTable('orders')
      table.string('state', 10).notNullable()
      table.timestamp('held_until').notNullable()
      table.timestamp('redeemed_at').nullable()
      table.timestamp('created_at').notNullable()

      table.index(['coupon_id', 'state', 'held_until'])
      table.index(['user_id', 'course_id'])
      table.check(
        `state in ('reserved', 'used') and (state = 'used') = (redeemed_at is not null)`,
        [],
        'coupon_redemptions_state'
      )
    })
    this.schema.raw(`create unique index coupon_redemptions_free_unique
      on coupon_redemptions (user_id, course_id) where order_id is null and state = 'used'`)
  }

  async down() {
    this.schema.dropTable('coupon_redemptions')
    this.schema.dropTable('coupons')
  }
}
