import { join } from 'node:path'
import env from '#start/env'
import { dataDir } from '#config/app'
import { defineConfig, services } from '@adonisjs/drive'

const driveConfig = defineConfig({
  default: env.get('S3_BUCKET') ? 's3' : 'fs',
  services: {
    fs: services.fs({
      location: join(dataDir, 'uploads'),
      visibility: 'private',
      serveFiles: false,
    }),
    s3: services.s3({
      bucket: env.get('S3_BUCKET', ''),
      region: env.get('AWS_REGION', 'ap-south-1'),
      endpoint: env.get('S3_ENDPOINT'),
      forcePathStyle: Boolean(env.get('S3_ENDPOINT')),
      supportsACL: false,
      visibility: 'private',
    }),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}
