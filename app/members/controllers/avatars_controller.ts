import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import ChangeAvatar from '#app/members/actions/change_avatar'
import { succeed } from '#app/members/api'
import AvatarUploads from '#app/members/avatar_uploads'
import { currentMember } from '#app/members/current_member'
import FileUploadFailed from '#app/members/exceptions/file_upload_failed'
import { avatarUrl } from '#app/members/transformers/member_transformer'

@inject()
export default class AvatarsController {
  constructor(
    private uploads: AvatarUploads,
    private changeAvatar: ChangeAvatar
  ) {}

  async update(ctx: HttpContext) {
    const avatar = await this.uploads.receive(ctx.request, async ({ file }) => {
      if (!file) throw new FileUploadFailed()
      await this.changeAvatar.handle({ memberId: currentMember(ctx).id, avatar: file.key })
      return file.key
    })
    return succeed(ctx, { avatar: avatarUrl(avatar) })
  }

  async destroy(ctx: HttpContext) {
    await this.changeAvatar.handle({ memberId: currentMember(ctx).id, avatar: null })
    return ctx.response.noContent()
  }
}
