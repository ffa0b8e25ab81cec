import { configApp } from '@adonisjs/eslint-config'

/** Dependencies point one way: each capability may use those to its right, but never their controllers. */
const capabilities = [
  'admin',
  'operations',
  'reporting',
  'payments',
  'learning',
  'catalog',
  'media',
  'accounts',
  'platform',
]

const boundaries = capabilities.map((name, index) => ({
  files: [`app/${name}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: ['../*'],
            message: 'Import by alias (#app/…), so that the boundaries between capabilities show.',
          },
          ...capabilities.slice(0, index).map((other) => ({
            group: [`#app/${other}/*`],
            message: `"${name}" must not depend on "${other}": let it follow an outbox event.`,
          })),
          ...capabilities.slice(index + 1).map((other) => ({
            group: [`#app/${other}/controllers/*`],
            message: 'Use the actions and queries of another capability, not its controllers.',
          })),
        ],
      },
    ],
  },
}))

/** Transactions go through Lucid, whose BEGIN and COMMIT fail out loud: app/platform/sql/truthful_transactions.ts. */
const transactions = {
  files: ['**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector:
          'CallExpression[callee.property.name=/^(raw|rawQuery|knexRawQuery)$/] > :matches(Literal[value=/^\\s*(begin|start transaction|commit|end|rollback|savepoint|release)\\b/i], TemplateLiteral[quasis.0.value.raw=/^\\s*(begin|start transaction|commit|end|rollback|savepoint|release)\\b/i])',
        message: 'Use db.transaction(), which fails when its BEGIN or COMMIT does.',
      },
      {
        selector:
          'CallExpression[callee.object.name="db"][callee.property.name="transaction"][arguments.length=0]',
        message: 'Give db.transaction() a callback, so that the transaction always ends.',
      },
    ],
  },
}

export default configApp(...boundaries, transactions)
