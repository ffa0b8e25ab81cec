import { test } from '@japa/runner'
import { neighbour } from '../src/neighbour.ts'

test.group("A worker thread's entry module", () => {
  for (const [asked, found] of [
    ['file:///theta/src/index.ts', 'file:///theta/src/worker.ts'],
    ['file:///theta/src/index.ts?hot-hook=0', 'file:///theta/src/worker.ts'],
    ['file:///theta/build/index.js', 'file:///theta/build/worker.js'],
    ['file:///theta/build/index.js?hot-hook=0', 'file:///theta/build/worker.js'],
  ]) {
    test(`has the file extension of the module that starts it: ${asked}`, ({ assert }) => {
      assert.equal(neighbour(asked, 'worker').href, found)
    })
  }
})
