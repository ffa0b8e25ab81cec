/** MongoDB's names of the error codes that this server returns. Location codes have no name. */
const CODE_NAMES: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  4: 'NoSuchKey',
  9: 'FailedToParse',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  21: 'EmptyArrayOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  54: 'NotSingleValueField',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  96: 'OperationFailed',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  121: 'DocumentValidationFailure',
  125: 'CommandFailed',
  168: 'InvalidPipelineOperator',
  171: 'CannotIndexParallelArrays',
  175: 'QueryPlanKilled',
  197: 'InvalidIndexSpecificationOption',
  201: 'CannotBuildIndexKeys',
  225: 'TransactionTooOld',
  238: 'NotImplemented',
  239: 'SnapshotTooOld',
  241: 'ConversionFailure',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  263: 'OperationNotSupportedInTransaction',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  11600: 'InterruptedAtShutdown',
  11601: 'Interrupted',
  14031: 'OutOfDiskSpace',
  17280: 'KeyTooLong',
}

/** An error returned to the client, with MongoDB's code and message and optional labels and fields. */
export class MongoError extends Error {
  readonly code: number
  readonly labels: string[]
  /** Additional fields of the error document, such as E11000's `keyPattern`. */
  readonly info: Record<string, unknown>

  constructor(
    code: number,
    message: string,
    options: { labels?: string[]; info?: Record<string, unknown> } = {}
  ) {
    super(message)
    this.code = code
    this.labels = options.labels ?? []
    this.info = options.info ?? {}
  }

  get codeName(): string {
    return CODE_NAMES[this.code] ?? `Location${this.code}`
  }
}

export const badValue = (message: string) => new MongoError(2, message)
export const failedToParse = (message: string) => new MongoError(9, message)
export const typeMismatch = (message: string) => new MongoError(14, message)

/** Creates the error for a MongoDB feature that this server does not support. */
export const notSupported = (feature: string) =>
  new MongoError(115, `${feature} is not supported by the embedded MongoDB server`)

/** Creates the error for conflicting transactions. Its label makes drivers retry the whole transaction. */
export const writeConflict = () =>
  new MongoError(112, 'WriteConflict error: this operation conflicted with another operation.', {
    labels: ['TransientTransactionError'],
  })
