import { defineCapability } from '#app/platform/capability'

export default defineCapability({
  name: 'reporting',
  system: 'theta',
  guard: 'api',
  routes: () => import('#app/reporting/routes'),
})
