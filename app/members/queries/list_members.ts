import Member from '#app/members/models/member'

/** Lists all members, oldest first. */
export default class ListMembers {
  async handle(): Promise<Member[]> {
    return Member.query().orderBy('id')
  }
}
