/** Script of a filmed lecture: three points and a duration in seconds. */
export type Storyboard = { points: [string, string, string]; length: number }

/** By the lecture's file. */
export const storyboards: Record<string, Storyboard> = {
  'typescript-from-scratch-01.mp4': {
    points: ['Errors appear as you type', 'Types are documentation', 'Refactor without fear'],
    length: 13,
  },
  'typescript-from-scratch-02.mp4': {
    points: ['Annotate what comes in', 'Infer what goes out', 'Spell out what you publish'],
    length: 12,
  },
  'typescript-from-scratch-03.mp4': {
    points: ['One type for each shape', 'A tag tells them apart', 'Impossible states: gone'],
    length: 14,
  },
  'typescript-from-scratch-04.mp4': {
    points: ['Begin with unknown', 'Check, then use', 'Let never find the gaps'],
    length: 12,
  },
  'sql-for-developers-01.mp4': {
    points: ['Every row has a name', 'References must resolve', 'Rules live with the data'],
    length: 13,
  },
  'sql-for-developers-02.mp4': {
    points: ['Draw the rows first', 'Which rows must stay?', 'Count before and after'],
    length: 12,
  },
  'sql-for-developers-03.mp4': {
    points: ['Read from the inside out', 'Find the costly step', 'One index, then measure'],
    length: 14,
  },
  'sql-for-developers-04.mp4': {
    points: ['All of it, or nothing', 'Lock the row you change', 'Let a constraint decide'],
    length: 12,
  },
  'colour-and-type-01.mp4': {
    points: ['One hue to begin with', 'Tints before new colours', 'A single accent'],
    length: 12,
  },
  'colour-and-type-02.mp4': {
    points: ['4.5 to 1 for body text', 'Colour is never alone', 'Test in bright daylight'],
    length: 13,
  },
  'colour-and-type-03.mp4': {
    points: ['Look at the x-height', 'Check every weight', 'Set a real paragraph'],
    length: 12,
  },
  'colour-and-type-04.mp4': {
    points: ['One ratio for sizes', 'One unit for space', 'Break it once, on purpose'],
    length: 14,
  },
  'interfaces-people-understand-01.mp4': {
    points: ['Why did they come?', 'One task, one sentence', 'Judge each screen by it'],
    length: 12,
  },
  'interfaces-people-understand-02.mp4': {
    points: ['Big means first', 'Near means related', 'Empty space is a tool'],
    length: 13,
  },
  'interfaces-people-understand-03.webm': {
    points: ['Ask for less', 'Label above the field', 'Errors beside the cause'],
    length: 12,
  },
  'interfaces-people-understand-04.webm': {
    points: ['Five people are enough', 'Watch, don’t explain', 'Fix the worst one first'],
    length: 12,
  },
  'speaking-with-confidence-01.mp4': {
    points: ['One sentence to keep', 'One story to prove it', 'Cut everything else'],
    length: 13,
  },
  'speaking-with-confidence-04.mp4': {
    points: ['Breathe, then repeat it', 'Answer the real question', 'Not knowing is an answer'],
    length: 12,
  },
  'bookkeeping-basics-01.webm': {
    points: ['Can I afford it?', 'Does it earn its keep?', 'What do I owe, and when?'],
    length: 12,
  },
  'bookkeeping-basics-02.webm': {
    points: ['Write it down today', 'Cash is not income', 'Every entry has a receipt'],
    length: 12,
  },
  'bookkeeping-basics-03.webm': {
    points: ['Revenue on top', 'Costs in the middle', 'Profit is what remains'],
    length: 13,
  },
  'bookkeeping-basics-04.webm': {
    points: ['Match the bank', 'Chase what is unpaid', 'Set the tax aside'],
    length: 12,
  },
}
