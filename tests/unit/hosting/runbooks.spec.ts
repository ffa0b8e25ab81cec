import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import string from '@adonisjs/core/helpers/string'
import { aTemporaryFolder } from '#tests/helpers/processes'

const pages = [...globSync('docs/runbooks/*.md'), 'infra/README.md'].map((file) => ({
  file,
  text: readFileSync(file, 'utf8'),
}))

/** The matches of a pattern's groups on all pages, with the page. */
function named(pattern: RegExp) {
  return pages.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, ...groups]) => ({ file, groups: groups as string[] }))
  )
}

const modules = globSync('infra/modules/*/*.tf').map((file) => ({
  module: file.split('/')[2]!,
  text: readFileSync(file, 'utf8'),
}))

const hasJq = spawnSync('jq', ['--version']).status === 0

test.group('The set of runbooks', () => {
  test('quotes every argument of an application command', async ({ assert, cleanup }) => {
    const [folder, remove] = await aTemporaryFolder()
    cleanup(remove)
    copyFileSync('tests/fakes/aws.sh', join(folder, 'aws'))
    const release = { cluster: 'cluster', services: { worker: 'worker' } }
    const network = { subnets: ['subnet'], security_groups: ['group'] }
    writeFileSync(
      join(folder, 'terraform'),
      `#!/bin/sh\necho '${JSON.stringify({ ...release, network, region: 'here' })}'`
    )
    chmodSync(join(folder, 'terraform'), 0o755)
    const readme = readFileSync('docs/runbooks/README.md', 'utf8')
    const [begin, task] = [...readme.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block)
    const CALLS = join(folder, 'calls')
    const PATH = `${folder}:${process.env.PATH}`

    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', begin! + task!], {
      env: { PATH, CALLS },
      encoding: 'utf8',
    })

    assert.equal(stderr, '')
    assert.equal(stdout.trim().split('\n').at(-1), '0')
    const calls = readFileSync(CALLS, 'utf8')
    assert.include(calls, '--task-definition old-worker')
    assert.include(calls, '"command":["node","ace.js","doctor","--json"]')
  }).skip(!hasJq, 'jq is not installed')

  test('asks only for outputs that Terraform has', ({ assert }) => {
    const outputs = readFileSync('infra/environments/production/outputs.tf', 'utf8')
    const asked = named(/terraform output (?:-json |-raw )?(\w+)/g)
    assert.isAbove(asked.length, 5)
    for (const { file, groups } of asked) {
      if (groups[0] !== 'state_bucket') assert.include(outputs, `output "${groups[0]}"`, file)
    }

    const [, release] = /output "release"[^]*?value = \{([^]*?)\n {2}\}/.exec(
      readFileSync('infra/modules/stack/outputs.tf', 'utf8')
    )!
    const members = [...release!.matchAll(/^ {4}(\w+)/gm)].map(([, name]) => name!)
    for (const { file, groups } of named(/\bof "?\.(\w+)/g))
      assert.include(members, groups[0]!, file)
  })

  test('names existing commands and options', ({ assert }) => {
    const commands = new Map(
      globSync('commands/*.ts').map((file) => {
        const text = readFileSync(file, 'utf8')
        const [, name] = /commandName = '(.+)'/.exec(text)!
        const options = [...text.matchAll(/@flags[^]*?declare (\w+)/g)]
        return [name!, options.map(([, option]) => `--${string.dashCase(option!)}`)]
      })
    )
    commands.set('migration:run', ['--force'])
    const run = named(/(?:node ace|ace\.js) ([a-z]+(?::[a-z-]+)*)((?: [^\s`#]+)*)/g)
    assert.isAbove(run.length, 12)
    for (const { file, groups } of run) {
      const [command, words] = groups
      assert.include([...commands.keys()], command, file)
      const options = words!.split(' ').filter((word) => /^--[a-z]/.test(word))
      assert.includeMembers(commands.get(command!)!, options, `${file}: ${command}`)
    }
  })

  test('names resources that Terraform creates', ({ assert }) => {
    const addresses = named(/module\.stack\.module\.(\w+)\.(aws_\w+)\.(\w+)/g)
    assert.isAbove(addresses.length, 3)
    for (const { file, groups } of addresses) {
      const [module, type, name] = groups
      const made = modules.some(
        (one) => one.module === module && one.text.includes(`resource "${type}" "${name}"`)
      )
      assert.isTrue(made, `${file}: ${groups.join('.')}`)
    }
  })

  test('links to existing pages', ({ assert }) => {
    const names = pages.map(({ file }) => file.split('/').at(-1))
    for (const { file, groups } of named(/\]\(([a-z-]+\.md)\)/g))
      assert.include(names, groups[0], file)
  })
})
