import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import Capabilities from '#app/platform/capabilities'
import { FILE_NAME } from '#app/media/file_types'
import Purposes, { purposesOf } from '#app/media/purposes'

const capabilities = await app.container.make(Capabilities)
const { prefixes } = new Purposes(await purposesOf(capabilities.enabled))

for (const prefix of prefixes) {
  router
    .get(`${prefix}:file`, [controllers.media.Media, 'show'])
    .where('file', FILE_NAME)
    .as(`media.show.${prefix.slice(0, -1)}`)
}
