/** Capabilities that any other may stand on. */
export const base = ['media', 'identity', 'platform']
const theta = ['payments', 'learning', 'catalog', 'accounts']
const sisters = ['members', 'tracks', 'feed', 'admissions']

/** Each capability with those that it may use: the ones that it stands on, never the other way round. */
export const allowedDependencies = {
  admin: ['operations', 'reporting', ...theta, ...sisters, ...base],
  operations: [...theta, ...sisters, ...base],
  reporting: [...theta, ...sisters, ...base],

  payments: ['learning', 'catalog', 'accounts', ...base],
  learning: ['catalog', 'accounts', ...base],
  catalog: ['accounts', ...base],
  accounts: base,

  // systems of their own, which know neither one another nor Theta
  members: base,
  tracks: base,
  feed: base,
  admissions: ['accounts', ...base], // asks who is an administrator

  media: ['identity', 'platform'],
  identity: ['platform'],
  platform: [],
}

export const capabilities = Object.keys(allowedDependencies)
