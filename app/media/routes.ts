import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { FILE_NAME } from '#app/media/kinds'

router
  .get('uploads/:file', [controllers.media.Media, 'show'])
  .where('file', FILE_NAME)
  .as('media.show')
