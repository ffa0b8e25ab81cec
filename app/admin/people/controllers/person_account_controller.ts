import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ChangeAccountDetails from '#app/accounts/actions/change_account_details'
import OfferPasswordReset from '#app/accounts/actions/offer_password_reset'
import ResetSecondFactor from '#app/accounts/actions/reset_second_factor'
import { dashboardActor } from '#app/accounts/actors'
import User from '#app/accounts/models/user'
import UserPolicy from '#app/accounts/policies/user_policy'
import { personValidator } from '#app/accounts/validators/people'

/** Changes a person's name and e-mail, and helps those who can't sign in. */
@inject()
export default class PersonAccountController {
  constructor(
    private changeAccountDetails: ChangeAccountDetails,
    private offer: OfferPasswordReset,
    private resetFactor: ResetSecondFactor
  ) {}

  async update(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const details = await ctx.request.validateUsing(personValidator)
    await this.changeAccountDetails.handle({ actor: dashboardActor(ctx), userId, ...details })
    return this.back(ctx, 'Name and email saved.')
  }

  async offerPasswordReset(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const { email } = await this.offer.handle({ actor: dashboardActor(ctx), userId })
    return this.back(ctx, `The password reset email is on its way to ${email}.`)
  }

  async resetSecondFactor(ctx: HttpContext) {
    const userId = await this.managed(ctx)
    const { name } = await this.resetFactor.handle({ actor: dashboardActor(ctx), userId })
    return this.back(ctx, `${name} can sign in with the password only.`)
  }

  private async managed({ bouncer, params }: HttpContext): Promise<string> {
    const person = await User.query().where('id', params.id).whereNull('erasedAt').firstOrFail()
    await bouncer.with(UserPolicy).authorize('manage', person)
    return person.id
  }

  private back({ params, response, session }: HttpContext, notice: string) {
    session.flash('notice', notice)
    return response.redirect().status(303).toPath(`/admin/people/${params.id}`)
  }
}
