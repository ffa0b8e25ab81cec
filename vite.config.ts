import { defineConfig } from 'vite'
import adonisjs from '@adonisjs/vite/client'
import tailwindcss from '@tailwindcss/vite'

export default defineConfig({
  plugins: [
    tailwindcss(),
    adonisjs({
      entryPoints: ['resources/css/app.css', 'resources/css/admin.css', 'resources/js/admin.ts'],
      reload: ['resources/views/**/*.edge'],
    }),
  ],
  /** htmx has an eval, which its configuration and the Content-Security-Policy both turn off. */
  build: { rolldownOptions: { checks: { eval: false, pluginTimings: false } } },
  server: { watch: { ignored: ['**/storage/**', '**/tmp/**'] } },
})
