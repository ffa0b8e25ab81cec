import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { OBJECT_ID } from '#app/platform/ids'
import { middleware } from '#app/accounts/middleware'
import * as limits from '#app/payments/limits'

const { Checkouts, Verifications } = controllers.payments

router
  .group(() => {
    router
      .post('course/checkout/:id', [Checkouts, 'store'])
      .as('checkouts.store')
      .use([middleware.authenticate(), limits.checkout])
    router
      .post('verification/:courseId', [Verifications, 'store'])
      .as('verifications.store')
      .use(middleware.authenticate())
  })
  .prefix('api')
  .where('id', OBJECT_ID)
  .where('courseId', OBJECT_ID)
  .as('payments')
