/*
 * Who follows which event. Listeners of one event run one after the other and are repeated together.
 */
import { follow } from '#app/platform/outbox/outbox'
import ActivationCodeIssued from '#app/accounts/events/activation_code_issued'
import PasswordForgotten from '#app/accounts/events/password_forgotten'

follow(ActivationCodeIssued, [() => import('#app/accounts/listeners/send_activation_code')])
follow(PasswordForgotten, [() => import('#app/accounts/listeners/send_password_reset')])
