/*
 * Who follows which event: a listener, or an action that does all that must follow. Those of one event run one after
 * the other and are repeated together.
 */
import { follow } from '#app/platform/outbox/outbox'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import PasswordForgotten from '#app/accounts/events/password_forgotten'
import CatalogChanged from '#app/catalog/events/catalog_changed'
import CourseDeleted from '#app/catalog/events/course_deleted'
import LectureDeleted from '#app/catalog/events/lecture_deleted'
import FileStored from '#app/media/events/file_stored'
import CourseMailAsked from '#app/payments/events/course_mail_asked'
import LearnerEnrolled from '#app/payments/events/learner_enrolled'

follow(ActivationCodeIssued, [() => import('#app/accounts/listeners/send_activation_code')])
follow(PasswordForgotten, [() => import('#app/accounts/listeners/send_password_reset')])
follow(CatalogChanged, [() => import('#app/catalog/listeners/bump_revision')])
follow(FileStored, [() => import('#app/catalog/actions/remove_unused_file')])
follow(CourseDeleted, [
  () => import('#app/catalog/listeners/remove_course'),
  () => import('#app/learning/listeners/remove_progress'),
])
follow(LectureDeleted, [
  () => import('#app/catalog/listeners/remove_lecture'),
  () => import('#app/learning/listeners/forget_lecture'),
])
follow(LearnerEnrolled, [() => import('#app/payments/listeners/start_progress_of_learner')])
follow(CourseMailAsked, [() => import('#app/payments/listeners/mail_course')])
