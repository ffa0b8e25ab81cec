/** One refresh: who sends which token at which second. `<` stores the answer as a new token. */
export interface Step {
  at: number
  shows: string
  gets?: string
  status?: 401
}

/** Each case begins with the token `a`, issued at second 0. */
export const CASES: Record<string, Step[]> = {
  'one after another': [
    { at: 900, shows: 'a', gets: 'b' },
    { at: 1800, shows: 'b', gets: 'c' },
    { at: 2700, shows: 'c', gets: 'd' },
  ],
  'a retry within the grace, each answer going on by itself': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 9, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b1', gets: 'c1' },
    { at: 950, shows: 'b2', gets: 'c2' },
    { at: 1800, shows: 'c2', gets: 'd2' },
    { at: 1850, shows: 'c1', gets: 'd1' },
  ],
  'a retry within the grace, after the first answer was used': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 3, shows: 'b1', gets: 'c1' },
    { at: 6, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b2', gets: 'c2' },
    { at: 901, shows: 'c1', gets: 'd1' },
  ],
  'three retries within the grace': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 4, shows: 'a', gets: 'b2' },
    { at: 8, shows: 'a', gets: 'b3' },
    { at: 900, shows: 'b3', gets: 'c' },
    { at: 1800, shows: 'c', gets: 'd' },
  ],
  'a lost answer': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a lost answer, lost once more': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'lost again' },
    { at: 120, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a lost answer, repeated side by side': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b1' },
    { at: 61, shows: 'a', gets: 'b2' },
    { at: 900, shows: 'b1', gets: 'c1' },
    { at: 901, shows: 'b2', gets: 'c2' },
  ],
  'two lost answers': [
    { at: 0, shows: 'a', gets: 'lost 1' },
    { at: 5, shows: 'a', gets: 'lost 2' },
    { at: 30, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
  ],
  'a thief who shows a token whose successor was used': [
    { at: 0, shows: 'a', gets: 'b' },
    { at: 900, shows: 'b', gets: 'c' },
    { at: 901, shows: 'a', status: 401 },
    { at: 902, shows: 'c', status: 401 },
  ],
  'a thief who is first, until the owner comes after the grace': [
    { at: 0, shows: 'a', gets: 'of the thief' },
    { at: 11, shows: 'a', gets: 'b' },
    { at: 12, shows: 'of the thief', status: 401 },
    { at: 13, shows: 'b', status: 401 },
  ],
  'a thief who is first and goes on, until the owner comes': [
    { at: 0, shows: 'a', gets: 'of the thief' },
    { at: 900, shows: 'of the thief', gets: 'of the thief too' },
    { at: 1800, shows: 'a', status: 401 },
    { at: 1801, shows: 'of the thief too', status: 401 },
  ],
  'a thief who uses the lost answer': [
    { at: 0, shows: 'a', gets: 'lost' },
    { at: 60, shows: 'a', gets: 'b' },
    { at: 61, shows: 'lost', status: 401 },
    { at: 62, shows: 'b', status: 401 },
  ],
  'a token that was used twice within the grace, then again': [
    { at: 0, shows: 'a', gets: 'b1' },
    { at: 5, shows: 'a', gets: 'b2' },
    { at: 20, shows: 'b2', gets: 'c' },
    { at: 21, shows: 'a', status: 401 },
    { at: 22, shows: 'c', status: 401 },
  ],
}

const permutations = (items: number[]): number[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((one) =>
        permutations(items.filter((other) => other !== one)).map((rest) => [one, ...rest])
      )

/** Every choice of some of the items, in every order. */
const choices = (items: number[]): number[][] =>
  items
    .reduce<number[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]])
    .flatMap(permutations)

const namesOf = (answers: number[]) => answers.map((one) => `b${one}`).join(', ') || 'none'

/**
 * Refreshes with `a` side by side; some of the answers, which are named, arrive and are used a
 * quarter of an hour later in that order. The others got lost.
 */
export function* sideBySide(refreshes: number): Generator<[string, Step[]]> {
  const all = Array.from({ length: refreshes }, (_, index) => index + 1)
  const begun = all.map((one): Step => ({ at: one, shows: 'a', gets: `b${one}` }))
  for (const used of choices(all)) {
    const title = `${refreshes} side by side, of which are used in this order: ${namesOf(used)}`
    const going = used.map((one, index): Step => ({
      at: 900 + index,
      shows: `b${one}`,
      gets: `c${one}`,
    }))
    const goingOn = used.map((one, index): Step => ({
      at: 1800 + index,
      shows: `c${one}`,
      gets: `d${one}`,
    }))
    yield [title, [...begun, ...going, ...goingOn]]
    yield* shownAgain(title, [...begun, ...going], used)
  }
}

/** Shows `a` once more: theft once an answer was used, otherwise all answers are taken for lost. */
function* shownAgain(title: string, steps: Step[], used: number[]): Generator<[string, Step[]]> {
  const [first] = used
  if (first !== undefined) {
    yield [
      `${title}, then a thief shows a`,
      [
        ...steps,
        { at: 950, shows: 'a', status: 401 },
        { at: 951, shows: `c${first}`, status: 401 },
      ],
    ]
    return
  }
  const again: Step[] = [
    ...steps,
    { at: 60, shows: 'a', gets: 'e1' },
    { at: 65, shows: 'a', gets: 'e2' },
  ]
  yield [
    `${title}, then a again`,
    [...again, { at: 900, shows: 'e2', gets: 'f2' }, { at: 901, shows: 'e1', gets: 'f1' }],
  ]
  yield [
    `${title}, then a again, then a thief shows b1`,
    [...again, { at: 66, shows: 'b1', status: 401 }, { at: 67, shows: 'e1', status: 401 }],
  ]
}
