import { defineCapability } from '#app/platform/capability'
import { follow } from '#app/platform/outbox/subscriptions'
import { auditActions, auditAttributes, auditTargets } from '#app/catalog/audit_actions'
import CatalogChanged from '#app/catalog/events/catalog_changed'
import PurgeCourse from '#app/catalog/events/purge_course'
import PurgeLecture from '#app/catalog/events/purge_lecture'
import ShowLecture from '#app/catalog/events/show_lecture'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'

export default defineCapability({
  name: 'catalog',
  system: 'theta',
  guard: 'api',
  routes: () => import('#app/catalog/routes'),
  bindings: () => import('#app/catalog/bindings'),
  subscriptions: [
    follow(CatalogChanged, [() => import('#app/catalog/listeners/renew_revision')]),
    follow(RemoveFileUnlessUsed, [() => import('#app/catalog/actions/remove_unused_file')]),
    follow(PurgeCourse, [() => import('#app/catalog/listeners/remove_course')]),
    follow(PurgeLecture, [() => import('#app/catalog/listeners/remove_lecture')]),
    follow(ShowLecture, [() => import('#app/catalog/listeners/show_lecture')]),
  ],
  invariants: [
    () => import('#app/catalog/invariants/named_files_exist'),
    () => import('#app/catalog/invariants/stored_files_are_used'),
    () => import('#app/catalog/invariants/lectures_have_courses'),
    () => import('#app/catalog/invariants/hidden_lectures_are_deleted'),
  ],
  documents: [
    () => import('#app/catalog/documents/course'),
    () => import('#app/catalog/documents/lecture'),
  ],
  purposes: () => import('#app/catalog/purposes'),
  auditActions,
  auditTargets,
  auditAttributes,
  navigation: [
    {
      label: 'Courses',
      icon: 'graduation-cap',
      route: 'admin.courses.index',
      position: 20,
      alsoBelow: ['/admin/lectures'],
    },
  ],
})
