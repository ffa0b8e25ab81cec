import { globSync } from 'node:fs'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import db from '@adonisjs/lucid/services/db'
import type Random from '#tests/helpers/fuzz/random'
import { oddValue, plainValues } from '#tests/helpers/fuzz/values'

type Validator = VineValidator<SchemaTypes, Record<string, unknown> | undefined>

/** Part of a compiled Vine schema. */
interface Node {
  type: 'object' | 'array' | 'literal' | 'union' | 'tuple' | 'record'
  fieldName: string
  validations?: { ruleFnId: string }[]
  properties?: Node[]
  each?: Node
}

/** Metadata for the rules that need any. */
const META = { kinds: ['user'] }

interface Field {
  name: string
  node: Node
  /** Values that the validator accepts for this field. */
  accepted: unknown[]
}

/** The fields of one validator, which are filled with accepted and odd values. */
export class Form {
  private constructor(
    private validator: Validator,
    readonly fields: Field[]
  ) {}

  static async of(validator: Validator): Promise<Form> {
    const { schema, refs } = validator.toJSON() as unknown as {
      schema: { schema: Node }
      refs: Record<string, { options?: object }>
    }
    const form = new Form(validator, [])
    for (const node of schema.schema.properties ?? []) {
      const limits = valuesIn(node, refs)
      const lengths = limits.filter(isLength)
      const choices = limits.filter((one) => typeof one === 'string')
      const candidates = [...choices, ...META.kinds, ...plainValues(lengths)]
      const wrapped = candidates.map((value) => filled(node, value))
      const field = { name: node.fieldName, node, accepted: [] as unknown[] }
      for (const value of wrapped)
        if (await form.accepts(field.name, value)) field.accepted.push(value)
      form.fields.push(field)
    }
    return form
  }

  /** Fills each field with an accepted or known value, or now and then with an odd one. */
  async fill(random: Random, known: readonly string[], lengths: readonly number[]) {
    const values: Record<string, unknown> = {}
    const oddness = random.pick([0, 0.15, 0.5])
    for (const field of this.fields) {
      if (random.chance(0.1)) continue
      values[field.name] = random.chance(oddness)
        ? filled(field.node, oddValue(random, lengths))
        : await this.accepted(field, random, known)
    }
    return values
  }

  /** A value of the databases if the field takes it, such as an id, or any other accepted value. */
  private async accepted(
    { name, node, accepted }: Field,
    random: Random,
    known: readonly string[]
  ) {
    for (let attempt = 0; attempt < 8; attempt++) {
      const value = filled(node, random.pick(known))
      if (await this.accepts(name, value)) return value
    }
    return accepted.length > 0 ? random.pick(accepted) : random.pick(known)
  }

  private async accepts(name: string, value: unknown): Promise<boolean> {
    try {
      const [error] = await this.validator.tryValidate({ [name]: value }, { meta: META })
      const messages = (error?.messages ?? []) as { field: string }[]
      return messages.every(({ field }) => field !== name && !field.startsWith(`${name}.`))
    } catch {
      return false // some rules throw errors of their own
    }
  }
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 20_000
}

/** Puts a value where the schema expects one: into an array or an object. */
function filled({ type, properties, each }: Node, value: unknown): unknown {
  if (type === 'array') return each ? [filled(each, value)] : [value]
  if (type !== 'object') return value
  return Object.fromEntries((properties ?? []).map((one) => [one.fieldName, filled(one, value)]))
}

/** Limits and choices of a field's rules. */
function valuesIn(node: Node, refs: Record<string, { options?: object }>): unknown[] {
  const own = (node.validations ?? []).flatMap(({ ruleFnId }) =>
    Object.values(refs[ruleFnId].options ?? {}).flat()
  )
  const below = [...(node.properties ?? []), ...(node.each ? [node.each] : [])]
  return [...own, ...below.flatMap((one) => valuesIn(one, refs))]
}

export interface FuzzedRoute {
  methods: string[]
  pattern: string
  matchers: Record<string, { match?: RegExp }>
  /** The forms that its controller validates; all of them if it names none. */
  forms: Form[]
}

/** All routes of the router, with the forms of the validators that their controllers name. */
export async function fuzzedRoutes(): Promise<FuzzedRoute[]> {
  const byName = new Map<string, Form>()
  for (const path of globSync('app/**/validators/*.ts', { cwd: app.makePath() }).sort()) {
    const module: Record<string, unknown> = await import(`#${path.replace(/\.ts$/, '')}`)
    for (const [name, value] of Object.entries(module))
      if (isValidator(value)) byName.set(name, await Form.of(value))
  }
  const routes = Object.values(router.toJSON()).flat()
  return Promise.all(
    routes.map(async ({ methods, pattern, matchers, handler }) => {
      const source = await sourceOf(handler)
      const names = source.match(/\w+Validator\b/g) ?? []
      const forms = names.flatMap((name) => byName.get(name) ?? [])
      return { methods, pattern, matchers, forms: forms.length > 0 ? forms : [...byName.values()] }
    })
  )
}

function isValidator(value: unknown): value is Validator {
  return typeof value === 'object' && value !== null && 'tryValidate' in value && 'toJSON' in value
}

type Handler = ReturnType<typeof router.toJSON>[string][number]['handler']

/** The source of the controller's method that handles a route. */
async function sourceOf(handler: Handler): Promise<string> {
  if (typeof handler === 'function') return String(handler)
  const { reference } = handler
  if (typeof reference === 'string' || !Array.isArray(reference)) return ''
  const [load, method = 'handle'] = reference as unknown as [
    () => Promise<{ default: Controller }>,
    string?,
  ]
  const { default: Controller } = await load()
  return String(Controller.prototype[method])
}

type Controller = { prototype: Record<string, unknown> }

/** The lengths of all text columns of the SQL database, and a few beyond them. */
export async function columnLengths(): Promise<number[]> {
  const connection = db.connection()
  const lengths = new Set([0, 1, 1_000, 10_000])
  for (const table of await connection.getAllTables(['public'])) {
    const columns = await connection.columnsInfo(table)
    for (const { maxLength } of Object.values(columns))
      if (maxLength) lengths.add(Number(maxLength))
  }
  return [...lengths].sort((one, other) => one - other)
}
