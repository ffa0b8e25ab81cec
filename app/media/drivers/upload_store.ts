import {
  S3,
  type DeleteObjectsCommandInput,
  type DeleteObjectsCommandOutput,
} from '@aws-sdk/client-s3'
import { S3Store } from '@tus/s3-store'

type Options = ConstructorParameters<typeof S3Store>[0]

/** Deletes several objects by one request each: many S3-compatible stores have no bulk deletes. */
class OneByOne extends S3 {
  deleteObjects = async ({ Bucket, Delete }: DeleteObjectsCommandInput) => {
    const objects = Delete?.Objects ?? []
    await Promise.all(objects.map(({ Key }) => this.deleteObject({ Bucket, Key })))
    return { Deleted: objects } as DeleteObjectsCommandOutput
  }
}

/** The parts of resumable uploads, in any S3-compatible store. */
export default class UploadStore extends S3Store {
  constructor(options: Options) {
    super(options)
    this.client = new OneByOne(options.s3ClientConfig)
  }

  /** Also deletes the beginning of the next part, which the base class leaves behind. */
  async remove(id: string) {
    await super.remove(id)
    await this.deleteIncompletePart(id)
  }
}
