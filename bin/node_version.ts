/*
 * Must be imported first by each entry point, since older versions of Node.js can't even link the
 * application's imports.
 */
if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta requires Node.js 24 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
