import { toDouble } from '../bson/numbers.ts'
import { isDoc, isNumeric, type Value } from '../bson/types.ts'
import { spend } from '../effort.ts'
import { badValue } from '../errors.ts'

export type Point = readonly [x: number, y: number]

/** The parts of a shape: points, lines and polygons. A polygon's first ring is its outline; the others are holes. */
export interface Shape {
  points: Point[]
  lines: Point[][]
  polygons: Point[][][]
}

/** The earth radius that MongoDB uses to convert metres to angles. */
export const EARTH_RADIUS_METRES = 6_378_100

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Computes the angle between two points on a sphere, in radians. */
export function sphericalDistance([x1, y1]: Point, [x2, y2]: Point): number {
  const half = (angle: number) => Math.sin(radians(angle) / 2) ** 2
  const a = half(y2 - y1) + Math.cos(radians(y1)) * Math.cos(radians(y2)) * half(x2 - x1)
  return 2 * Math.asin(Math.min(1, Math.sqrt(a)))
}

export const planarDistance = ([x1, y1]: Point, [x2, y2]: Point) => Math.hypot(x2 - x1, y2 - y1)

export function pointOf(value: Value | undefined): Point | undefined {
  const list = Array.isArray(value) ? value : isDoc(value) ? [...value.values()] : []
  const [x, y] = list
  return isNumeric(x) && isNumeric(y) ? [toDouble(x), toDouble(y)] : undefined
}

function pointsOf(value: Value | undefined): Point[] {
  if (!Array.isArray(value)) throw badValue('a geometry needs an array of coordinates')
  return value.map((one) => {
    spend(4)
    const point = pointOf(one)
    if (!point) throw badValue('Point must only contain numeric elements')
    return point
  })
}

const lists = (value: Value | undefined): Value[] => {
  if (Array.isArray(value)) return value
  throw badValue('a geometry needs an array of coordinates')
}

/** Parses a GeoJSON object or a legacy coordinate pair. Returns `undefined` for anything else. */
export function shapeOf(value: Value | undefined): Shape | undefined {
  if (!isDoc(value) || typeof value.get('type') !== 'string') {
    const point = pointOf(value)
    return point && { points: [point], lines: [], polygons: [] }
  }
  const coordinates = value.get('coordinates')
  switch (value.get('type')) {
    case 'Point':
      return { points: pointsOf([coordinates ?? null]), lines: [], polygons: [] }
    case 'MultiPoint':
      return { points: pointsOf(coordinates), lines: [], polygons: [] }
    case 'LineString':
      return { points: [], lines: [pointsOf(coordinates)], polygons: [] }
    case 'MultiLineString':
      return { points: [], lines: lists(coordinates).map(pointsOf), polygons: [] }
    case 'Polygon':
      return { points: [], lines: [], polygons: [lists(coordinates).map(pointsOf)] }
    case 'MultiPolygon':
      return {
        points: [],
        lines: [],
        polygons: lists(coordinates).map((one) => lists(one).map(pointsOf)),
      }
    case 'GeometryCollection':
      return lists(value.get('geometries'))
        .map(shapeOf)
        .reduce<Shape>(
          (all, one) => ({
            points: [...all.points, ...(one?.points ?? [])],
            lines: [...all.lines, ...(one?.lines ?? [])],
            polygons: [...all.polygons, ...(one?.polygons ?? [])],
          }),
          { points: [], lines: [], polygons: [] }
        )
    default:
      throw badValue(`unknown GeoJSON type: ${value.get('type')}`)
  }
}

const vertices = ({ points, lines, polygons }: Shape) => [
  ...points,
  ...lines.flat(),
  ...polygons.flat(2),
]

const edges = (ring: Point[]) => {
  spend(ring.length)
  return ring.slice(1).map((point, at) => [ring[at], point] as const)
}

/** Returns whether a point lies on an edge. */
function onEdge([x, y]: Point, [[x1, y1], [x2, y2]]: readonly [Point, Point]): boolean {
  const cross = (x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)
  if (Math.abs(cross) > 1e-12) return false
  return (
    x >= Math.min(x1, x2) && x <= Math.max(x1, x2) && y >= Math.min(y1, y2) && y <= Math.max(y1, y2)
  )
}

function inRing(point: Point, ring: Point[]): boolean {
  spend(ring.length / 2)
  const [x, y] = point
  let inside = false
  let before = ring[ring.length - 1]
  for (const corner of ring) {
    if (onEdge(point, [before, corner])) return true
    const [[x1, y1], [x2, y2]] = [before, corner]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside
    before = corner
  }
  return inside
}

export const inPolygon = (point: Point, [outline, ...holes]: Point[][]) =>
  inRing(point, outline) && !holes.some((hole) => inRing(point, hole))

/** Returns whether every part of a shape lies within one of the polygons. */
export function isWithin(shape: Shape, polygons: Point[][][]): boolean {
  const all = vertices(shape)
  return (
    all.length > 0 && polygons.some((polygon) => all.every((point) => inPolygon(point, polygon)))
  )
}

function crosses([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  spend(2)
  const side = ([x1, y1]: Point, [x2, y2]: Point, [x, y]: Point) =>
    Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1))
  return (
    (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) ||
    [c, d].some((point) => onEdge(point, [a, b])) ||
    [a, b].some((point) => onEdge(point, [c, d]))
  )
}

/** Returns whether two shapes intersect. */
export function intersects(a: Shape, b: Shape): boolean {
  const edgesOf = ({ lines, polygons }: Shape) => [...lines, ...polygons.flat()].flatMap(edges)
  const covers = (one: Shape, other: Shape) =>
    vertices(other).some((point) => one.polygons.some((polygon) => inPolygon(point, polygon)))
  if (covers(a, b) || covers(b, a)) return true
  const [edgesA, edgesB] = [edgesOf(a), edgesOf(b)]
  if (edgesA.some((one) => edgesB.some((other) => crosses(one, other)))) return true
  const touches = (one: Shape, others: ReturnType<typeof edgesOf>) =>
    one.points.some((point) => others.some((edge) => onEdge(point, edge)))
  const same = a.points.some(([x, y]) => b.points.some((other) => other[0] === x && other[1] === y))
  return same || touches(a, edgesB) || touches(b, edgesA)
}

/** Returns the smallest distance from a point to a shape's vertices. This is exact for points, the usual case. */
export const distanceTo = (shape: Shape, from: Point, distance: (a: Point, b: Point) => number) =>
  vertices(shape).reduce((least, point) => Math.min(least, distance(from, point)), Infinity)
