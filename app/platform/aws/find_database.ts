import type DatabaseSecret from '#app/platform/aws/database_secret'
import { readParameters } from '#app/platform/aws/parameters'

/**
 * Part of the database's address, with the variable that sets it and the variable that names a
 * parameter for it.
 */
const PARAMETERS = {
  DB_HOST: 'PARAM_HOST_PATH',
  DB_NAME: 'PARAM_DB_NAME_PATH',
  DB_USER: 'PARAM_USER_PATH',
} as const

type Place = Partial<Record<keyof typeof PARAMETERS | 'DB_PASSWORD', string>>

interface Surroundings {
  /** Value of a plain variable, if set. */
  plain: (name: string) => string | undefined
  region: string
  secret?: DatabaseSecret
}

/**
 * Finds settings that plain variables don't give: first in Parameter Store, then in the database
 * secret. AWS is contacted only if settings are missing and a variable says where they are.
 */
export async function findDatabase({ plain, region, secret }: Surroundings): Promise<Place> {
  const found: Place = {}
  const wanted = Object.entries(PARAMETERS).filter(([name, path]) => !plain(name) && plain(path))
  if (wanted.length > 0) {
    const names = new Map(wanted.map(([, path]) => [path as string, plain(path)!]))
    const values = await readParameters(names, region)
    for (const [name, path] of wanted) found[name as keyof Place] = values.get(path)!
  }

  if (secret && !plain('DB_PASSWORD')) {
    const { username, password } = await secret.read()
    found.DB_PASSWORD = password
    if (username && !plain('DB_USER')) found.DB_USER ??= username
  }
  return found
}
