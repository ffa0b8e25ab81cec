import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'

type Finding = { title: string; line: number }
const dockerfilelint = createRequire(import.meta.url)('dockerfilelint')
const lint: (folder: string, text: string) => Finding[] = dockerfilelint.run

/** Rules with false positives: the linter takes a stage for an untagged image, and misparses the health check. */
const UNKNOWN_TO_THE_LINTER = /^FROM (--platform=\$BUILDPLATFORM \S+:|dependencies )|^HEALTHCHECK /

test.group('The image', () => {
  test('has a Dockerfile without linter warnings', ({ assert }) => {
    const text = readFileSync('Dockerfile', 'utf8')
    const lines = text.split('\n')
    const found = lint('.', text).filter(
      ({ line }) => !UNKNOWN_TO_THE_LINTER.test(lines[line - 1]!)
    )
    assert.deepEqual(found, [])
  })

  test('is built without secrets, history, tests and documentation', ({ assert }) => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n')
    const expected = [
      '.git',
      '.env*',
      '**/node_modules',
      'tests',
      'packages/*/tests',
      'docs',
      '**/*.md',
    ]
    assert.includeMembers(ignored, expected)
  })

  test('ends with a stage that runs unprivileged, on production dependencies', ({ assert }) => {
    const runtime = readFileSync('Dockerfile', 'utf8')
      .split(/^FROM /m)
      .at(-1)!
    assert.match(runtime, /^USER node$/m)
    assert.match(runtime, /^HEALTHCHECK /m)
    assert.match(runtime, /^STOPSIGNAL SIGTERM$/m)
    assert.match(runtime, /^COPY --from=production-dependencies /m)
    assert.notMatch(runtime, /^RUN npm/m)
    // Compiled by the user who runs it: Node.js ignores code that another user compiled.
    assert.match(runtime, /^USER node$[^]*^RUN node .*bin\/compile\.js/m)
  })
})
