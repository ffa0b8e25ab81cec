import type { MemberRole } from '#app/members/roles'

export interface DemoMember {
  username: string
  firstname: string
  lastname: string
  role: MemberRole
}

export const demoMembers: DemoMember[] = [
  { username: 'ananya', firstname: 'Ananya', lastname: 'Iyer', role: 'ADMIN' },
  { username: 'daniel', firstname: 'Daniel', lastname: 'Okafor', role: 'MEMBER' },
  { username: 'mei_lin', firstname: 'Mei', lastname: 'Tan', role: 'MEMBER' },
  { username: 'lucas', firstname: 'Lucas', lastname: 'Ferreira', role: 'MEMBER' },
  { username: 'sofia', firstname: 'Sofia', lastname: 'Lindqvist', role: 'USER' },
  { username: 'omar', firstname: 'Omar', lastname: 'Haddad', role: 'USER' },
]

/** Conversations of the message board: each is written by members in turn, oldest message first. */
export const demoConversations: string[][] = [
  [
    '**Welcome to the board!** Introduce yourself and say what you are learning.',
    'Hello! I am working through *SQL for Application Developers*.',
    'Hi all, designer here. I came for the colour course and stayed for the typography.',
  ],
  [
    'What helped you most with TypeScript? I keep fighting the compiler.',
    'Read the **last** line of an error first. It usually names the real problem.',
    'And turn on `strict` from the first day. Later it hurts more.',
  ],
  [
    'Is there a trick to remember which join I need?',
    'Ask yourself: *may a row be missing on the other side?* If yes, `left join`.',
    'Drawing it row by row, as in the lecture, made it click for me.',
  ],
  [
    'My checklist before I publish a page:\n\n1. Contrast\n2. Keyboard\n3. Zoom to 200 %',
    'I would add: turn the images off and see what is left.',
    'Saved. Thank you!',
  ],
  [
    'Does anyone have a good way to name index migrations?',
    'We use `table_columns_idx`. Boring, and that is the point.',
    'Same here. Nobody has ever asked what it means.',
  ],
  [
    'I finished my first course today!',
    'Congratulations! Which one is next?',
    '*Interfaces People Understand*, I think.',
  ],
  [
    'A small discovery: `select … for update skip locked` makes a fine job queue.',
    'Careful with long transactions, though.',
    'True. We keep each job below a second.',
  ],
  [
    'How many typefaces are too many on one page?',
    'Three. Two is better, one is often enough.',
    'One family with **weights** goes further than people think.',
  ],
  [
    'What do you use to measure whether a page feels fast?',
    'A cheap phone and a train ride.',
    '> A cheap phone and a train ride.\n\nBest answer so far.',
  ],
  ['Study group on Thursdays at 18:00 UTC. Who is in?', 'I am!', 'Count me in from next week on.'],
  [
    'Can someone explain *discriminated unions* in one sentence?',
    'A field that tells you which shape the rest of the object has.',
    'And the compiler checks that you handled every one of them.',
  ],
  [
    'Is it fine to skip lectures that I already know?',
    'Yes, but watch the last five minutes: that is where the exercise is.',
    'Good tip, thanks.',
  ],
  [
    'I made a palette from one colour, as in lecture one. The result looks calm.',
    'Would you share the steps?',
    'Same hue, lower saturation for the neutrals, and one accent on the opposite side.',
  ],
  [
    'Today I deleted 400 lines and nothing broke.',
    'The best kind of commit.',
    'Did the tests notice? Asking for a friend.',
  ],
  [
    'What is your favourite error message?',
    '`Something went wrong` is my least favourite, if that helps.',
    'One that says what to do next.',
  ],
  [
    'Does the certificate have my full name on it?',
    'It shows the name of your profile, so check that first.',
    'Found it. Thank you both.',
  ],
  [
    'Reading list for transactions, anyone?',
    '- the lecture *Transactions that hold*\n- the chapter on isolation in the PostgreSQL manual',
    'The manual is surprisingly readable.',
  ],
  [
    'I watched five people use my design. Humbling.',
    'Where did they get stuck?',
    'At the button that I was proudest of.',
  ],
  [
    'How do you take notes while a video is playing?',
    'I pause, and write one sentence a lecture. No more.',
    'I write the question that the lecture answers. Works well for repetition.',
  ],
  ['Thanks to everyone for the help this month.', 'Same to you!', 'See you on Thursday.'],
]
