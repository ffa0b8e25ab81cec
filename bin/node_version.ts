/*
 * Imported first by each entry point: an older Node.js can't even link what the application imports.
 */
if (Number.parseInt(process.versions.node) < 24) {
  console.error(`Theta needs Node.js 24 or newer, and this is ${process.versions.node}.`)
  process.exit(1)
}
