import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import PersonErased from '#app/accounts/events/person_erased'
import PurgeCourse from '#app/catalog/events/purge_course'
import PurgeLecture from '#app/catalog/events/purge_lecture'

export default defineCapability({
  name: 'learning',
  system: 'theta',
  guard: 'api',
  routes: () => import('#app/learning/routes'),
  subscriptions: [
    follow(PurgeCourse, [() => import('#app/learning/listeners/remove_progress')]),
    follow(PurgeLecture, [() => import('#app/learning/listeners/forget_lecture')]),
    follow(PersonErased, [() => import('#app/learning/listeners/erase_progress')]),
  ],
  personalData: () => import('#app/learning/personal_data'),
  invariants: [
    () => import('#app/learning/invariants/progress_is_unique'),
    () => import('#app/learning/invariants/progress_has_owners'),
  ],
  documents: [() => import('#app/learning/documents/progress')],
})
