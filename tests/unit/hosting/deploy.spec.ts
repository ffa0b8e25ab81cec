import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { aTemporaryFolder } from '#tests/helpers/processes'

const TARGET = JSON.stringify({
  cluster: 'cluster',
  services: { web: 'web', worker: 'worker' },
  families: { web: 'web', worker: 'worker', migration: 'migration' },
  network: { subnets: ['subnet'], security_groups: ['group'] },
  logs: '/ecs/migration',
})

const hasJq = spawnSync('jq', ['--version']).status === 0

test.group('A release', (group) => {
  let folder: string
  group.each.setup(async () => {
    const [made, remove] = await aTemporaryFolder()
    folder = made
    copyFileSync('tests/fakes/aws.sh', join(folder, 'aws'))
    return remove
  })

  /** Deploys `new:2` over `old:1`. */
  function deploy(FAIL = '') {
    const CALLS = join(folder, 'calls')
    const PATH = `${folder}:${process.env.PATH}`
    const { status, stdout } = spawnSync('infra/release/deploy.sh', ['new:2'], {
      env: { PATH, CALLS, FAIL, TARGET },
      encoding: 'utf8',
    })
    const runs = (service: string) => readFileSync(`${CALLS}.${service}`, 'utf8').trim()
    return { status, stdout, calls: readFileSync(CALLS, 'utf8'), runs }
  }

  test('migrates first, and then moves web and worker to the new image', ({ assert }) => {
    const { status, calls, runs } = deploy()

    assert.equal(status, 0)
    assert.deepEqual([runs('web'), runs('worker')], ['new-web', 'new-worker'])
    assert.match(calls, /"image": "new:2"/)
    assert.notMatch(calls, /"image": "old:1"|"revision"|"taskDefinitionArn"/)
    assert.isBelow(calls.indexOf('ecs run-task'), calls.indexOf('ecs update-service'))
    assert.match(calls, /run-task .*"assignPublicIp":"DISABLED"/)
  }).skip(!hasJq, 'jq is not installed')

  test('moves nothing when the migration fails', ({ assert }) => {
    const { status, stdout, calls } = deploy('migration')

    assert.equal(status, 1)
    assert.include(stdout, 'The migration ended with 1')
    assert.notInclude(calls, 'ecs update-service')
  }).skip(!hasJq, 'jq is not installed')

  test('reports why the migration did not start', ({ assert }) => {
    const { status, stdout, calls } = deploy('pull')

    assert.equal(status, 1)
    assert.include(stdout, 'The migration did not begin, or still runs: CannotPullContainerError')
    assert.notInclude(calls, 'ecs update-service')
  }).skip(!hasJq, 'jq is not installed')

  for (const [broken, what] of [
    ['web', 'the web service does not become stable'],
    ['worker', 'the worker does not become stable'],
    ['update', 'the worker can not be moved'],
  ] as const) {
    test(`rolls back both and fails when ${what}`, ({ assert }) => {
      const { status, stdout, runs } = deploy(broken)

      assert.equal(status, 1)
      assert.include(stdout, '::error::new:2 did not become stable')
      assert.deepEqual([runs('web'), runs('worker')], ['old-web', 'old-worker'])
    }).skip(!hasJq, 'jq is not installed')
  }
})
