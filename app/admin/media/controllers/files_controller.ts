import { inject } from '@adonisjs/core'
import vine from '@vinejs/vine'
import type { HttpContext } from '@adonisjs/core/http'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import RemoveOrphan from '#app/catalog/actions/remove_orphan'
import { PREFIX } from '#app/catalog/purposes'
import ListFiles, { type StoredFileRow } from '#app/catalog/queries/list_files'
import { FILE_NAME } from '#app/media/file_types'
import { signedMediaAddress } from '#app/media/signed_address'
import { dashboardActor } from '#app/accounts/actors'

/** File name without folder. */
const storedName = () => vine.string().regex(FILE_NAME)
const pageValidator = vine.create({ after: storedName().optional() })
const removalValidator = vine.create({ file: storedName() })

/** Maximum number removed per request, since each is a deletion in the store and an audit entry. */
const REMOVED_AT_ONCE = 200

@inject()
export default class FilesController {
  constructor(
    private listFiles: ListFiles,
    private removeOrphan: RemoveOrphan
  ) {}

  async index({ request, view }: HttpContext) {
    const { after } = await pageValidator.validate(withoutEmpty(request.qs()))
    const { rows, next } = await this.listFiles.page(after && PREFIX + after)
    return view.render('admin/media/index', {
      rows: rows.map(shown),
      next: next && nameOf(next),
      isFirst: !after,
    })
  }

  async orphans({ view }: HttpContext) {
    const orphans = await this.listFiles.orphans()
    return view.render('admin/media/orphans', {
      rows: orphans.slice(0, REMOVED_AT_ONCE).map(shown),
      total: orphans.length,
      size: orphans.reduce((sum, { size }) => sum + size, 0),
    })
  }

  async remove(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { file } = await request.validateUsing(removalValidator)
    await this.removeOrphan.handle({ actor: dashboardActor(ctx), key: PREFIX + file })
    session.flash('notice', 'File removed.')
    return response.redirect().status(303).toPath('/admin/media/orphans')
  }

  async removeAll(ctx: HttpContext) {
    const orphans = await this.listFiles.orphans()
    const removed = orphans.slice(0, REMOVED_AT_ONCE)
    for (const { key } of removed)
      await this.removeOrphan.handle({ actor: dashboardActor(ctx), key })
    ctx.session.flash('notice', `${removed.length} files removed.`)
    return ctx.response.redirect().status(303).toPath('/admin/media/orphans')
  }
}

const nameOf = (key: string) => key.slice(PREFIX.length)

function shown(row: StoredFileRow) {
  const { key, type, use } = row
  const isCover = type.kind === 'image'
  const address = `/${isCover ? key : signedMediaAddress(key)}`
  const storedAs = nameOf(key)
  const name = use?.fileName ?? (use ? use.title : storedAs)
  return { ...row, storedAs, name, address, isCover }
}
