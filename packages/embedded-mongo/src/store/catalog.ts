import { collationOf, type Collation } from '../bson/collation.ts'
import { decode } from '../bson/decode.ts'
import { isDoc, type Doc, type Value } from '../bson/types.ts'
import { compileFilter, type Matcher } from '../query/matcher.ts'

/** One field of an index's key. */
export interface KeyPart {
  path: string
  descending: boolean
}

export class Index {
  readonly id: number
  readonly name: string
  /** The specification given to createIndexes, as listIndexes returns it. */
  readonly spec: Doc
  readonly key: Doc
  readonly parts: KeyPart[]
  readonly unique: boolean
  readonly sparse: boolean
  readonly hidden: boolean
  readonly expireAfterSeconds?: number
  readonly collation?: Collation
  readonly partialFilter?: Doc
  /** True if an array has ever been indexed. If so, a document may have several entries. */
  multikey: boolean
  private compiledPartial?: Matcher
  private knownFields?: ReadonlySet<string>

  constructor(id: number, spec: Doc, multikey: boolean) {
    this.id = id
    this.spec = spec
    this.multikey = multikey
    this.name = spec.get('name') as string
    this.key = spec.get('key') as Doc
    this.parts = [...this.key].map(([path, direction]) => ({
      path,
      descending: Number(direction) < 0,
    }))
    this.unique = isTrue(spec.get('unique')) || isTrue(spec.get('prepareUnique'))
    this.sparse = isTrue(spec.get('sparse'))
    this.hidden = isTrue(spec.get('hidden'))
    const expiry = spec.get('expireAfterSeconds')
    if (expiry !== undefined && expiry !== null) this.expireAfterSeconds = Number(expiry)
    this.collation = collationOf(spec.get('collation') as Doc | undefined)
    const partial = spec.get('partialFilterExpression')
    if (isDoc(partial)) this.partialFilter = partial
  }

  /** True if the key is only `_id`. The entries of this index are the collection's own rows. */
  get isId(): boolean {
    return this.id === 0
  }

  /** True if the index has entries. Text, geo and hashed indexes are accepted and listed but hold no entries. */
  get isOrdered(): boolean {
    return [...this.key.values()].every((direction) => typeof direction !== 'string')
  }

  get table(): string {
    return `i${this.id}`
  }

  /** The top-level fields that determine a document's entries, or `undefined` if any field may. */
  get fields(): ReadonlySet<string> | undefined {
    const partial = this.partial
    if (partial && !partial.fields) return undefined
    return (this.knownFields ??= new Set([
      ...this.parts.map(({ path }) => path.split('.')[0]),
      ...(partial?.fields ?? []),
    ]))
  }

  /** True if a partial index includes the document. */
  includes(document: Doc): boolean {
    return this.partial?.matches(document) ?? true
  }

  private get partial(): Matcher | undefined {
    if (!this.partialFilter) return undefined
    return (this.compiledPartial ??= compileFilter(this.partialFilter, {
      collation: this.collation,
    }))
  }
}

const isTrue = (value: Value | undefined) => value === true || Number(value) > 0

const ID_INDEX_SPEC: Doc = new Map<string, Value>([
  ['v', 2],
  ['key', new Map([['_id', 1]])],
  ['name', '_id_'],
])

export class Collection {
  readonly id: number
  readonly database: string
  readonly name: string
  readonly uuid: Uint8Array
  readonly options: Doc
  /** The `_id` index comes first. */
  readonly indexes: Index[]
  private compiledValidator?: Matcher

  constructor(
    row: { id: number; database: string; name: string; uuid: Uint8Array; options: Doc },
    indexes: Index[]
  ) {
    this.id = row.id
    this.database = row.database
    this.name = row.name
    this.uuid = row.uuid
    this.options = row.options
    this.indexes = [new Index(0, ID_INDEX_SPEC, false), ...indexes]
  }

  get table(): string {
    return `c${this.id}`
  }

  get namespace(): string {
    return `${this.database}.${this.name}`
  }

  /** The compiled `validator` option, or `undefined` if there is none. */
  get validator(): Matcher | undefined {
    const validator = this.options.get('validator')
    if (!isDoc(validator) || validator.size === 0) return undefined
    return (this.compiledValidator ??= compileFilter(validator))
  }

  get collation(): Collation | undefined {
    return collationOf(this.options.get('collation') as Doc | undefined)
  }

  /** A capped collection's limits, or `undefined` if the collection is not capped. */
  get cap(): { bytes: number; documents: number } | undefined {
    if (this.options.get('capped') !== true) return undefined
    return {
      bytes: Number(this.options.get('size') ?? 0),
      documents: Number(this.options.get('max') ?? 0) || Number.POSITIVE_INFINITY,
    }
  }
}

/** The part of a connection needed to read a catalog. */
interface Readable {
  all(sql: string): unknown[][]
}

/**
 * All collections and indexes at one version of the files. Other processes may change the files, so
 * `Connection.catalog()` compares the version before every use.
 */
export class Catalog {
  readonly version: number
  private readonly byNamespace = new Map<string, Collection>()

  private constructor(version: number, collections: Collection[]) {
    this.version = version
    for (const collection of collections) this.byNamespace.set(collection.namespace, collection)
  }

  static load(connection: Readable, version: number): Catalog {
    const indexes = new Map<number, Index[]>()
    for (const [id, collection, spec, multikey] of connection.all(
      'SELECT id, collection, spec, multikey FROM indexes ORDER BY id'
    )) {
      const index = new Index(id as number, decode(spec as Uint8Array), multikey === 1)
      const siblings = indexes.get(collection as number)
      if (siblings) siblings.push(index)
      else indexes.set(collection as number, [index])
    }
    const collections = connection
      .all('SELECT id, db, name, uuid, options FROM collections ORDER BY id')
      .map(([id, database, name, uuid, options]) => {
        const row = {
          id: id as number,
          database: database as string,
          name: name as string,
          uuid: uuid as Uint8Array,
          options: decode(options as Uint8Array),
        }
        return new Collection(row, indexes.get(row.id) ?? [])
      })
    return new Catalog(version, collections)
  }

  find(database: string, name: string): Collection | undefined {
    return this.byNamespace.get(`${database}.${name}`)
  }

  collectionsOf(database: string): Collection[] {
    return [...this.byNamespace.values()].filter((one) => one.database === database)
  }

  all(): Collection[] {
    return [...this.byNamespace.values()]
  }

  databases(): string[] {
    return [...new Set(this.all().map((one) => one.database))].sort()
  }
}
