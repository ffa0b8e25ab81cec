import { defineCapability } from '#app/platform/capability'

export default defineCapability({
  name: 'reporting',
  system: 'theta',
  routes: () => import('#app/reporting/routes'),
})
