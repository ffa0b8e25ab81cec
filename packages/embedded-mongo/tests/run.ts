/* Runs the package's tests without the application (`npm test` in this folder). */
import { assert } from '@japa/assert'
import { configure, processCLIArgs, run } from '@japa/runner'

processCLIArgs(process.argv.splice(2))
configure({ files: ['tests/**/*.spec.ts'], plugins: [assert()], timeout: 30_000 })
void run()
