/** Whose accounts they are: an e-mail is unique within a realm. */
export type Realm = 'theta'

/** The learners' frontend and those who administer it. */
export const THETA: Realm = 'theta'
