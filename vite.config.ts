import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { type Plugin, defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import tailwindcss from '@tailwindcss/vite'

const compressors = { '.br': promisify(brotliCompress), '.gz': promisify(gzip) }

/** Writes what is text beside itself, compressed as much as it can be: the server sends it as it is. */
const precompress: Plugin = {
  name: 'precompress',
  apply: 'build',
  async writeBundle({ dir = '' }, files) {
    const texts = Object.values(files).filter(({ fileName }) => /^[^.].*\.(js|css)$/.test(fileName))
    const writes = texts.flatMap((file) =>
      Object.entries(compressors).map(async ([suffix, compress]) => {
        const contents = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        await writeFile(join(dir, file.fileName + suffix), await compress(contents))
      })
    )
    await Promise.all(writes)
  },
}

const isTest = process.env.NODE_ENV === 'test'

export default defineConfig({
  plugins: [
    tailwindcss(),
    adonisjs({
      entryPoints: ['resources/css/app.css', 'resources/css/admin.css', 'resources/js/admin.ts'],
      reload: ['resources/views/**/*.edge'],
    }),
    precompress,
  ],
  /** htmx has an eval, which its configuration and the Content-Security-Policy both turn off. */
  build: { rolldownOptions: { checks: { eval: false, pluginTimings: false } } },
  /** Tests read no scripts from the development server. */
  optimizeDeps: { noDiscovery: isTest },
  server: {
    watch: { ignored: ['storage/**', 'tmp/**'].map((path) => join(import.meta.dirname, path)) },
    ws: isTest ? false : undefined, // its port is a fixed one
  },
})
