/** Capabilities that any other may stand on. */
export const base = ['media', 'identity', 'platform']
const theta = ['payments', 'learning', 'catalog', 'accounts']
const sisters = ['members', 'tracks', 'feed', 'admissions']

/** Capabilities with those that they may use: the ones that they build on, never the reverse. */
export const allowedDependencies = {
  admin: ['operations', 'reporting', ...theta, ...sisters, ...base],
  operations: [...theta, ...sisters, ...base],
  reporting: [...theta, ...sisters, ...base],

  payments: ['learning', 'catalog', 'accounts', ...base],
  learning: ['catalog', 'accounts', ...base],
  catalog: ['accounts', ...base],
  accounts: base,

  // independent systems, which know neither each other nor Theta
  members: base,
  tracks: base,
  feed: base,
  admissions: ['accounts', ...base], // to recognize administrators

  media: ['identity', 'platform'],
  identity: ['platform'],
  platform: [],
}

export const capabilities = Object.keys(allowedDependencies)
