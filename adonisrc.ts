import { indexPolicies } from '@adonisjs/bouncer'
import { indexEntities } from '@adonisjs/core'
import { defineConfig } from '@adonisjs/core/app'

const capabilities = { source: 'app', importAlias: '#app' }

export default defineConfig({
  commands: [
    () => import('@adonisjs/core/commands'),
    () => import('@adonisjs/lucid/commands'),
    () => import('@adonisjs/bouncer/commands'),
    () => import('@adonisjs/mail/commands'),
  ],

  /** Each capability has its own; `make:middleware` registers what it makes by its path from here. */
  directories: { middleware: 'app' },

  providers: [
    () => import('@adonisjs/core/providers/app_provider'),
    () => import('@adonisjs/core/providers/hash_provider'),
    { file: () => import('@adonisjs/core/providers/repl_provider'), environment: ['repl', 'test'] },
    () => import('@adonisjs/core/providers/vinejs_provider'),
    () => import('@adonisjs/core/providers/edge_provider'),
    () => import('@adonisjs/vite/vite_provider'),
    () => import('@adonisjs/static/static_provider'),
    () => import('@adonisjs/session/session_provider'),
    () => import('@adonisjs/shield/shield_provider'),
    () => import('@adonisjs/redis/redis_provider'),
    () => import('@adonisjs/lucid/database_provider'),
    () => import('@adonisjs/auth/auth_provider'),
    () => import('@adonisjs/bouncer/bouncer_provider'),
    () => import('@adonisjs/limiter/limiter_provider'),
    () => import('@adonisjs/drive/drive_provider'),
    () => import('@adonisjs/mail/mail_provider'),
    () => import('#providers/capabilities_provider'),
    () => import('#providers/sql_provider'),
    () => import('#providers/mongo_provider'),
    () => import('#providers/app_provider'),
    () => import('#providers/health_provider'),
    () => import('#providers/outbox_provider'),
    () => import('#providers/live_events_provider'),
    () => import('#providers/members_provider'),
    { file: () => import('#providers/payments_provider'), environment: ['web'] },
    { file: () => import('#providers/dashboard_provider'), environment: ['web', 'test'] },
  ],

  preloads: [
    { file: () => import('#start/kernel'), environment: ['web', 'test', 'console'] },
    { file: () => import('#start/routes'), environment: ['web', 'test', 'console'] },
  ],

  tests: {
    suites: [
      { name: 'unit', files: ['tests/unit/**/*.spec.ts'], timeout: 30_000 },
      { name: 'packages', files: ['packages/*/tests/**/*.spec.ts'], timeout: 30_000 },
      { name: 'functional', files: ['tests/functional/**/*.spec.ts'], timeout: 60_000 },
      { name: 'browser', files: ['tests/browser/**/*.spec.ts'], timeout: 120_000 },
      { name: 'chaos', files: ['tests/chaos/**/*.spec.ts'], timeout: 1_200_000 },
    ],
    forceExit: false,
  },

  metaFiles: [
    { pattern: 'resources/views/**/*.edge', reloadServer: false },
    { pattern: 'resources/sandbox/*', reloadServer: false },
    { pattern: 'resources/fonts/documents/*', reloadServer: false },
    { pattern: 'public/**', reloadServer: false },
    { pattern: 'packages/*/package.json', reloadServer: false },
    { pattern: 'packages/*/src/**/*.ts', reloadServer: false },
    { pattern: 'database/demo/{covers,media}/*', reloadServer: false },
  ],

  hooks: {
    init: [
      indexEntities({
        controllers: { ...capabilities, glob: ['**/controllers/**/*_controller.ts'] },
        events: { enabled: false },
        listeners: { enabled: false },
        transformers: { enabled: false },
      }),
      indexPolicies({ ...capabilities, glob: ['**/policies/**/*_policy.ts'] }),
    ],
    devServerStarting: [() => import('#start/dev_server')],
    buildStarting: [() => import('@adonisjs/vite/build_hook')],
  },
})
