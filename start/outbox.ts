/*
 * Who follows which event: a listener, or an action that does all that must follow. Those of one event run one after
 * the other and are repeated together.
 */
import { follow } from '#app/platform/outbox/subscriptions'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import PasswordForgotten from '#app/accounts/events/password_forgotten'
import CatalogChanged from '#app/catalog/events/catalog_changed'
import PurgeCourse from '#app/catalog/events/purge_course'
import PurgeLecture from '#app/catalog/events/purge_lecture'
import RemoveFileUnlessUsed from '#app/media/events/remove_file_unless_used'
import SendCourseMail from '#app/payments/events/send_course_mail'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'

follow(ActivationCodeIssued, [() => import('#app/accounts/listeners/send_activation_code')])
follow(PasswordForgotten, [() => import('#app/accounts/listeners/send_password_reset')])
follow(CatalogChanged, [() => import('#app/catalog/listeners/bump_revision')])
follow(RemoveFileUnlessUsed, [() => import('#app/catalog/actions/remove_unused_file')])
follow(PurgeCourse, [
  () => import('#app/catalog/listeners/remove_course'),
  () => import('#app/learning/listeners/remove_progress'),
])
follow(PurgeLecture, [
  () => import('#app/catalog/listeners/remove_lecture'),
  () => import('#app/learning/listeners/forget_lecture'),
])
follow(LearnerEnrolled, [() => import('#app/payments/listeners/start_progress_of_learner')])
follow(SendCourseMail, [() => import('#app/payments/listeners/mail_course')])
