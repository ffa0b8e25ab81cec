import { inject } from '@adonisjs/core'
import { containing } from '#app/platform/sql/like'
import Coupon from '#app/payments/models/coupon'
import CountRedemptions, { type Redemptions } from '#app/payments/queries/count_redemptions'

export interface CountedCoupon {
  coupon: Coupon
  counts: Redemptions
}

/** Lists a page of coupons, newest first, with their uses and reservations. `search` is a part of the code. */
@inject()
export default class ListCoupons {
  constructor(private countRedemptions: CountRedemptions) {}

  async handle({ page, limit, search }: { page: number; limit: number; search?: string }): Promise<{
    coupons: CountedCoupon[]
    total: number
  }> {
    const fitting = () =>
      Coupon.query().if(search, (query) =>
        query.whereRaw("lower(code) like ? escape '\\'", [containing(search!)])
      )
    const coupons = await fitting()
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .offset((page - 1) * limit)
      .limit(limit)
    const [{ total }] = await fitting().count('* as total').pojo<{ total: number }>()
    return { coupons: await this.counted(coupons), total: Number(total) }
  }

  /** @throws {E_ROW_NOT_FOUND} */
  async find(id: string): Promise<CountedCoupon> {
    const [counted] = await this.counted([await Coupon.findOrFail(id)])
    return counted
  }

  private async counted(coupons: Coupon[]): Promise<CountedCoupon[]> {
    const counts = await this.countRedemptions.handle({ couponIds: coupons.map(({ id }) => id) })
    return coupons.map((coupon) => ({
      coupon,
      counts: counts.get(coupon.id) ?? { redeemed: 0, reserved: 0 },
    }))
  }
}
