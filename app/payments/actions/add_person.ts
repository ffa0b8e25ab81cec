import { inject } from '@adonisjs/core'
import InvitePerson from '#app/accounts/actions/invite_person'
import type User from '#app/accounts/models/user'
import type { Actor } from '#app/platform/audit/actor'
import GrantEnrollment from '#app/payments/actions/grant_enrollment'
import PersonEnrolledAlready from '#app/payments/exceptions/person_enrolled_already'

export interface PersonToAdd {
  name: string
  email: string
}

/** Course to which added people get access. */
export interface CourseToGive {
  courseId: string
  reason: string
}

export interface AddedPerson {
  user: User
  isNew: boolean
  isEnrolled: boolean
}

/** Invites a person by e-mail unless they have an account, and gives them access to a course. */
@inject()
export default class AddPerson {
  constructor(
    private invitePerson: InvitePerson,
    private grantEnrollment: GrantEnrollment
  ) {}

  /** @throws {CourseNotFound} after the person was invited */
  async handle({
    actor,
    person,
    course,
  }: {
    actor: Actor
    person: PersonToAdd
    course?: CourseToGive
  }): Promise<AddedPerson> {
    const invited = await this.invitePerson.handle({ actor, ...person })
    if (!course) return { ...invited, isEnrolled: false }
    try {
      await this.grantEnrollment.handle({ actor, userId: invited.user.id, ...course })
      return { ...invited, isEnrolled: true }
    } catch (error) {
      if (error instanceof PersonEnrolledAlready) return { ...invited, isEnrolled: false }
      throw error
    }
  }
}
