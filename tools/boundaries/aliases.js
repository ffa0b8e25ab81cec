import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The aliases of package.json's `imports` in the format of dependency-cruiser's resolver. Otherwise
 * it looks for the .js files that they name, which don't exist next to the sources.
 */
const { imports } = JSON.parse(readFileSync('package.json', 'utf8'))
const folderOf = (target) => resolve(target.replace('/*.js', ''))

export default {
  resolve: {
    alias: Object.fromEntries(
      Object.entries(imports).map(([name, target]) => [name.replace('/*', ''), folderOf(target)])
    ),
  },
}
