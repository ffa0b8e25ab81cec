import { toDouble } from '../bson/numbers.ts'
import { isDoc, isNumeric, type Doc, type Value } from '../bson/types.ts'
import { badValue, MongoError } from '../errors.ts'
import {
  distanceTo,
  EARTH_RADIUS_METRES,
  inPolygon,
  intersects,
  isWithin,
  planarDistance,
  pointOf,
  shapeOf,
  sphericalDistance,
  type Point,
  type Shape,
} from './geometry.ts'

/*
 * Geospatial queries, evaluated on each document: geo indexes are accepted but not used. Edges are
 * straight lines in degrees, which differ from MongoDB's geodesics for large shapes.
 */

/** The centre of a `$near` and the distance of a value from it. */
export interface Near {
  distance(value: Value | undefined): number | undefined
  min: number
  max: number
}

const numberIn = (from: Doc, name: string): number | undefined => {
  const value = from.get(name)
  if (value === undefined) return undefined
  if (isNumeric(value) && toDouble(value) >= 0) return toDouble(value)
  throw badValue(`${name} must be a non-negative number`)
}

/** Compiles the test of `$geoWithin` or `$geoIntersects`. */
export function geoTest(operator: string, operand: Value): (value: Value | undefined) => boolean {
  if (!isDoc(operand) || operand.size === 0)
    throw badValue(`${operator} must be provided with an object`)
  const [[kind, spec]] = operand
  if (operator === '$geoIntersects') {
    const wanted = kind === '$geometry' ? shapeOf(spec) : undefined
    if (!wanted) throw badValue('$geoIntersects must be provided with a $geometry')
    return withShape((shape) => intersects(shape, wanted))
  }
  return withShape(regionTest(kind, spec))
}

const withShape = (test: (shape: Shape) => boolean) => (value: Value | undefined) => {
  const shape = storedShape(value)
  return shape !== undefined && test(shape)
}

/** Parses a stored geometry. An invalid geometry does not match and is not an error. @throws {MongoError} 50 */
function storedShape(value: Value | undefined): Shape | undefined {
  try {
    return shapeOf(value)
  } catch (error) {
    if (error instanceof MongoError && error.code === 50) throw error
    return undefined
  }
}

function regionTest(kind: string, spec: Value): (shape: Shape) => boolean {
  switch (kind) {
    case '$geometry': {
      const region = shapeOf(spec)
      if (!region || region.polygons.length === 0) throw badValue('$geoWithin needs a polygon')
      return (shape) => isWithin(shape, region.polygons)
    }
    case '$polygon': {
      const ring = (Array.isArray(spec) ? spec : []).map(requiredPoint)
      if (ring.length < 3) throw badValue('Polygon must have at least 3 points')
      return (shape) =>
        shape.points.length > 0 && shape.points.every((point) => inPolygon(point, [ring]))
    }
    case '$box': {
      const [low, high] = (Array.isArray(spec) ? spec : []).map(requiredPoint)
      if (!low || !high) throw badValue('$box needs two corners')
      return ({ points }) =>
        points.some(([x, y]) => x >= low[0] && x <= high[0] && y >= low[1] && y <= high[1])
    }
    case '$center':
    case '$centerSphere': {
      const [centre, radius] = Array.isArray(spec) ? spec : []
      const from = requiredPoint(centre)
      const most = isNumeric(radius) ? toDouble(radius) : Number.NaN
      if (!(most >= 0)) throw badValue(`${kind} needs a radius`)
      const distance = kind === '$center' ? planarDistance : sphericalDistance
      return ({ points }) => points.some((point) => distance(from, point) <= most)
    }
    default:
      throw badValue(`unknown geo specifier: ${kind}`)
  }
}

function requiredPoint(value: Value | undefined): Point {
  const point = pointOf(value)
  if (point) return point
  throw badValue('Point must be an array or object')
}

/** Parses `$near` or `$nearSphere`. The distance limits may be inside the operand or next to the operator. */
export function nearOf(operator: string, operand: Value, siblings: Doc): Near {
  const geometry = isDoc(operand) ? operand.get('$geometry') : undefined
  const limits = isDoc(operand) ? new Map([...siblings, ...operand]) : siblings
  const spherical = geometry !== undefined || operator === '$nearSphere'
  const shape = shapeOf(geometry ?? operand)
  const [from] = shape?.points ?? []
  if (!from) throw badValue('invalid point in geo near query')
  const unit = geometry === undefined ? 1 : EARTH_RADIUS_METRES
  const legacy =
    geometry === undefined && Array.isArray(operand) && isNumeric(operand[2])
      ? toDouble(operand[2])
      : undefined
  return {
    min: numberIn(limits, '$minDistance') ?? 0,
    max: numberIn(limits, '$maxDistance') ?? legacy ?? Number.POSITIVE_INFINITY,
    distance(value) {
      const stored = storedShape(value)
      if (!stored) return undefined
      return (
        distanceTo(stored, from, spherical ? sphericalDistance : planarDistance) *
        (spherical ? unit : 1)
      )
    },
  }
}
