import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'
import { middleware } from '#start/kernel'

const { Home, Health } = controllers.platform

router.get('/', [Home, 'show']).as('platform.home').use(middleware.page())
router.get('/health', [Health, 'live']).as('platform.health')
router.get('/health/ready', [Health, 'ready']).as('platform.health.ready')
