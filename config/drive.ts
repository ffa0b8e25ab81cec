import env from '#start/env'
import { dataDir } from '#config/app'
import { defineConfig } from '@adonisjs/drive'
import LocalDriver from '#app/media/drivers/local_driver'
import S3Driver from '#app/media/drivers/s3_driver'

/** True if uploads are stored in S3 rather than in the data folder. */
export const usesS3 = env.get('S3_BUCKET') !== undefined

/** Uploads are stored under `uploads/`, in the data folder or in a private bucket. */
const driveConfig = defineConfig({
  default: usesS3 ? 's3' : 'fs',
  services: {
    fs: () => new LocalDriver({ folder: dataDir }),
    s3: () =>
      new S3Driver({
        bucket: env.get('S3_BUCKET', ''),
        region: env.get('AWS_REGION'),
        endpoint: env.get('S3_ENDPOINT'),
        forcePathStyle: Boolean(env.get('S3_ENDPOINT')),
        maxAttempts: 2,
        requestHandler: {
          connectionTimeout: 1_000,
          requestTimeout: 20_000,
          throwOnRequestTimeout: true,
        },
      }),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}
