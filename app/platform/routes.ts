import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

const { Home, Health } = controllers.platform

router.get('/', [Home, 'show']).as('platform.home')
router.get('/health', [Health, 'live']).as('platform.health')
router.get('/health/ready', [Health, 'ready']).as('platform.health.ready')
