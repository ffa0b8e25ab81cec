import { defineCapability } from '#app/platform/capability'

export default defineCapability({
  name: 'identity',
  bindings: () => import('#app/identity/bindings'),
})
