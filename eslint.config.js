import { configApp } from '@adonisjs/eslint-config'

/** What Auth offers without a guard's name means whichever guard is the default: each system has its own. */
const unnamedGuards = ["object.name='auth'", "object.property.name='auth'"].map((object) => ({
  selector: `MemberExpression[${object}][property.name=/^(user|getUserOrFail|check|authenticate|isAuthenticated|defaultGuard)$/]`,
  message:
    "Name the guard: use the capability's accessor, such as currentUser(ctx), or auth.use('api').",
}))

/** Transactions go through Lucid, whose BEGIN and COMMIT fail out loud: app/platform/sql/truthful_transactions.ts. */
const transactions = [
  {
    selector:
      'CallExpression[callee.property.name=/^(raw|rawQuery|knexRawQuery)$/] > :matches(Literal[value=/^\\s*(begin|start transaction|commit|end|rollback|savepoint|release)\\b/i], TemplateLiteral[quasis.0.value.raw=/^\\s*(begin|start transaction|commit|end|rollback|savepoint|release)\\b/i])',
    message: 'Use db.transaction(), which fails when its BEGIN or COMMIT does.',
  },
  {
    selector:
      'CallExpression[callee.object.name="db"][callee.property.name="transaction"]:not(:has(> :function))',
    message: 'Give db.transaction() a callback, so that the transaction always ends.',
  },
  {
    selector: 'CallExpression[callee.object.name=/trx$/i][callee.property.name="transaction"]',
    message:
      "Pass trx on instead: after('commit') hooks of a nested transaction run before the outer one commits.",
  },
]

/** The linter of boundaries can't tell where a computed import leads. */
const computedImports = {
  selector: 'ImportExpression[source.type!="Literal"]',
  message: 'Name the module in import() by a literal, so that its boundaries can be checked.',
}

const everywhere = ['error', ...unnamedGuards, ...transactions]

/** The second entry repeats the first one's selectors, since it replaces them for its files. */
export default configApp(
  { files: ['**/*.ts'], rules: { 'no-restricted-syntax': everywhere } },
  {
    files: ['{app,commands,config,providers,start}/**/*.ts'],
    rules: { 'no-restricted-syntax': [...everywhere, computedImports] },
  }
)
