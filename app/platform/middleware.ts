import router from '@adonisjs/core/services/router'

export const middleware = router.named({
  compression: () => import('#app/platform/middleware/compression_middleware'),
  page: () => import('#app/platform/middleware/page_middleware'),
  precompressed: () => import('#app/platform/middleware/precompressed_middleware'),
  files: () => import('@adonisjs/static/static_middleware'),
})
