import { defineCapability } from '#app/platform/capability'
import { dashboardSurface } from '#app/admin/surface'

export default defineCapability({
  name: 'admin',
  api: dashboardSurface,
  guard: 'dashboard',
  routes: () => import('#app/admin/routes'),
  bindings: () => import('#app/admin/bindings'),
  navigation: [
    { label: 'Overview', icon: 'layout-dashboard', route: 'admin.overview', position: 10 },
    { label: 'People', icon: 'users', route: 'admin.people.index', position: 30 },
    { label: 'Audit', icon: 'scroll-text', route: 'admin.audit.index', position: 60 },
    { label: 'System', icon: 'activity', route: 'admin.system.show', position: 70 },
  ],
})
