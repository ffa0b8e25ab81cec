import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'

const documents = [...globSync('*.md'), ...globSync('{docs,infra,packages}/**/*.md')].filter(
  (file) => !file.includes('node_modules')
)

/** Targets of links and pictures, except external ones and those within the same page. */
function linksOf(document: string): string[] {
  const text = readFileSync(document, 'utf8')
  const addresses = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)]
  return addresses
    .map(([, link, picture]) => (link ?? picture)!)
    .filter((address) => !/^(https?:|#)/.test(address))
}

/** Anchors of a page's headings, as GitHub generates them. */
function anchorsOf(document: string): string[] {
  const headings = readFileSync(document, 'utf8').matchAll(/^#+ (.+)$/gm)
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-')
  )
}

test.group('The documentation', () => {
  test('links to existing files and headings', ({ assert }) => {
    assert.isAbove(documents.length, 20)
    for (const document of documents) {
      for (const link of linksOf(document)) {
        const [path, anchor] = link.split('#')
        const target = path ? join(dirname(document), path) : document
        assert.isTrue(existsSync(target), `${document}: ${link}`)
        if (anchor) assert.include(anchorsOf(target), anchor, `${document}: ${link}`)
      }
    }
  })

  test('names existing folders and files of the architecture', ({ assert }) => {
    const text = readFileSync('docs/architecture.md', 'utf8')
    const paths = [...text.matchAll(/`(\w[\w-]*\/[\w./-]+)`/g)].map(([, path]) => path!)
    assert.isAbove(paths.length, 40)
    for (const path of paths) assert.isTrue(existsSync(path) || existsSync(join('app', path)), path)
  })
})
