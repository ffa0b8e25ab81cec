import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { deviceOf } from '#app/identity/device'
import RegisterMember from '#app/members/actions/register_member'
import { succeed } from '#app/members/api'
import AvatarUploads from '#app/members/avatar_uploads'
import { setSessionCookies } from '#app/members/session_cookies'
import { signedInMemberJson } from '#app/members/transformers/member_transformer'
import { registerValidator } from '#app/members/validators/members'

@inject()
export default class RegistrationsController {
  constructor(
    private uploads: AvatarUploads,
    private registerMember: RegisterMember
  ) {}

  async store(ctx: HttpContext) {
    const device = deviceOf(ctx.request)
    const registered = await this.uploads.receive(ctx.request, async ({ fields, file }) => {
      const {
        middlename = null,
        lastname = null,
        ...input
      } = await registerValidator.validate(fields)
      const avatar = file?.key ?? null
      return this.registerMember.handle({ ...input, middlename, lastname, avatar, device })
    })
    setSessionCookies(ctx, registered)
    return succeed(ctx, signedInMemberJson(registered), 201)
  }
}
