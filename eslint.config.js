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

export default configApp(...boundaries)
