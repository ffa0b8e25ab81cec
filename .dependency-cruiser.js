import { allowedDependencies, base, capabilities } from './tools/boundaries/capabilities.js'

/*
 * The rules of `npm run lint:boundaries`: which part of the project may depend on which. They hold for static and
 * dynamic imports, for types as well as values, and by whatever path a file is named.
 */

const oneOf = (names) => `(${names.join('|')})`
const APPLICATION = ['app', 'commands', 'config', 'database', 'providers', 'start']
const application = `^${oneOf(APPLICATION)}/`

/** One rule for each capability: of app/ it may use itself and what it is listed to use. */
const capabilityRules = Object.entries(allowedDependencies).map(([name, used]) => ({
  name: `boundaries-of-${name}`,
  comment: `"${name}" may use ${used.join(', ') || 'no other capability'}. Let it subscribe to an event, or move what both need down.`,
  from: { path: `^app/${name}/` },
  to: { path: '^app/', pathNot: `^app/${oneOf([name, ...used])}/` },
}))

const rules = [
  ...capabilityRules,
  {
    name: 'boundaries-of-new-capabilities',
    comment: `A capability that has no place in tools/boundaries/capabilities.js may use ${base.join(', ')}.`,
    from: { path: '^app/([^/]+)/', pathNot: `^app/${oneOf(capabilities)}/` },
    to: { path: '^app/', pathNot: `^app/($1|${base.join('|')})/` },
  },
  {
    name: 'users-of-new-capabilities',
    comment:
      'Give the capability its place in tools/boundaries/capabilities.js before another one uses it.',
    from: { path: '^app/([^/]+)/' },
    to: { path: '^app/', pathNot: `^app/($1|${capabilities.join('|')})/` },
  },
  {
    name: 'private-controllers',
    comment: 'Use the actions and queries of another capability, not its controllers.',
    from: { path: '^app/([^/]+)/' },
    to: { path: '^app/.+/controllers/', pathNot: '^app/$1/' },
  },
  {
    name: 'controllers-for-routes',
    comment: 'Only routes refer to controllers.',
    from: { pathNot: '^(app/.+/(routes\\.ts|controllers/.+)|\\.adonisjs/.+)$' },
    to: { path: '^(\\.adonisjs/server/controllers\\.ts$|app/.+/controllers/)' },
  },
  {
    name: 'no-relative-path-upward',
    comment: 'Import by alias (#app/…): a relative path upward hides where it leads.',
    from: { path: '^(app/.+)/[^/]+$' },
    to: { path: application, pathNot: '^$1/', dependencyTypesNot: ['aliased'] },
  },
  {
    name: 'application-without-tools',
    comment: 'The application must run without what starts, tests and measures it.',
    from: { path: '^(app|config|database|providers|start)/' },
    to: { path: '^(bin|commands|infra|tests|tools)/' },
  },
  {
    name: 'one-door-to-embedded-mongo',
    comment: 'Ask app/platform/mongo/embedded_server.ts for the embedded server.',
    from: { path: application, pathNot: '^app/platform/mongo/embedded_server\\.ts$' },
    to: { path: '^packages/embedded-mongo/', pathNot: '^packages/embedded-mongo/src/tools/' },
  },
  {
    name: 'mongo-tools-for-operators',
    comment: 'Dumps, restores and statistics belong to operations and the mongo:* commands.',
    from: { path: application, pathNot: '^(app/operations/|commands/mongo_)' },
    to: { path: '^packages/embedded-mongo/src/tools/' },
  },
  {
    name: 'independent-packages',
    comment: 'A package knows nothing of the application.',
    from: { path: '^packages/([^/]+)/' },
    to: { pathNot: '^(packages/$1|node_modules)/', dependencyTypesNot: ['core'] },
  },
  {
    name: 'listed-packages',
    comment: "List it in the package's own package.json.",
    from: { path: '^packages/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
  },
  {
    name: 'settings-from-config',
    comment: 'Only config/ and start/ read the environment: take the setting from there.',
    from: { path: application, pathNot: '^(config|start)/' },
    to: { path: '^start/env\\.ts$' },
  },
  {
    name: 'no-circles',
    comment:
      'Move what both need, often a type, to a file of its own. Models may refer to one another: Lucid loads relations lazily.',
    from: {},
    to: { circular: true, via: { pathNot: '^app/[^/]+/models/' } },
  },
  {
    name: 'resolvable-imports',
    comment: 'An import that leads nowhere escapes all other rules.',
    from: {},
    to: { couldNotResolve: true },
  },
]

export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: './tools/boundaries/aliases.js' },
    combinedDependencies: false,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '^build/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      conditionNames: ['node', 'import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
}
