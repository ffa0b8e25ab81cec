/* `npm test` in this folder: the package's tests by themselves, without the application around it. */
import { assert } from '@japa/assert'
import { configure, processCLIArgs, run } from '@japa/runner'

processCLIArgs(process.argv.splice(2))
configure({ files: ['tests/**/*.spec.ts'], plugins: [assert()], timeout: 30_000 })
void run()
