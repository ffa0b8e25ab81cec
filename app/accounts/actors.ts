import type { HttpContext } from '@adonisjs/core/http'
import { labelOf } from '#app/accounts/audited_account'
import { currentAdministrator, currentUser } from '#app/accounts/current_user'
import type SignedInUser from '#app/accounts/signed_in_user'
import { deviceOf } from '#app/identity/device'
import type { Actor } from '#app/platform/audit/actor'

/** Returns the API's user as an actor for the audit log. */
export function apiActor(ctx: HttpContext): Actor {
  return actorOf(currentUser(ctx), 'api', ctx)
}

/** Returns the dashboard's user as an actor for the audit log. */
export function dashboardActor(ctx: HttpContext): Actor {
  return actorOf(currentAdministrator(ctx), 'dashboard', ctx)
}

function actorOf(user: SignedInUser, channel: Actor['channel'], { request }: HttpContext): Actor {
  return { userId: user.id, label: labelOf(user), channel, ...deviceOf(request) }
}
