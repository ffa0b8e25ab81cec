/** A lecture of the demo; `media` is the name of its file in `media/`. */
export type DemoLecture = {
  title: string
  description: string
  media: string
}

/** A course of the demo, its lectures in teaching order; `cover` is the name of its file in `covers/`. */
export type DemoCourse = {
  /** Identifies the course in `people.ts` and the artwork; not stored by the application. */
  key: string
  title: string
  description: string
  category: string
  /** Whole rupees; 0 is a free course. */
  price: number
  /** Weeks. */
  duration: number
  createdBy: string
  cover: string
  lectures: DemoLecture[]
}

export const demoCourses: DemoCourse[] = [
  {
    key: 'typescript-from-scratch',
    title: 'TypeScript from Scratch',
    description:
      'Move from plain JavaScript to TypeScript without fighting the compiler. You will learn to read its errors as advice, to describe the data your program really has, and to let inference do most of the typing. Every lecture ends with a small refactoring you can repeat in your own code the same day.',
    category: 'Programming',
    price: 1499,
    duration: 6,
    createdBy: 'Ananya Iyer',
    cover: 'typescript-from-scratch.webp',
    lectures: [
      {
        title: 'Why types pay off',
        description:
          'Three bugs that reach production in JavaScript and never leave the editor in TypeScript, and what a type costs you in return.',
        media: 'typescript-from-scratch-01.mp4',
      },
      {
        title: 'Functions and inference',
        description:
          'Annotate what comes in, let the compiler work out what goes out, and know the few places where spelling it out is worth it.',
        media: 'typescript-from-scratch-02.mp4',
      },
      {
        title: 'Object types and unions',
        description:
          'Describe data that comes in several shapes with a discriminated union, so that an impossible state cannot be written down.',
        media: 'typescript-from-scratch-03.mp4',
      },
      {
        title: 'Narrowing without casts',
        description:
          'From unknown to certain, step by step: guards, exhaustive switches, and why “as” is a promise you will have to keep.',
        media: 'typescript-from-scratch-04.mp4',
      },
    ],
  },
  {
    key: 'sql-for-developers',
    title: 'SQL for Application Developers',
    description:
      'Your application is only as reliable as the questions it asks its database. This course teaches the SQL that application developers need every week: keys that keep data honest, joins you can draw on a napkin, and indexes chosen from a query plan and not from folklore. It closes with transactions, so that money is never counted twice.',
    category: 'Programming',
    price: 1299,
    duration: 5,
    createdBy: 'Daniel Okafor',
    cover: 'sql-for-developers.webp',
    lectures: [
      {
        title: 'Tables, keys and rows',
        description:
          'What a primary key promises, how a foreign key protects it, and which rules belong in the database rather than in the code.',
        media: 'sql-for-developers-01.mp4',
      },
      {
        title: 'Joins you can picture',
        description:
          'Inner, left and anti joins drawn row by row, and the one question that tells you which of them you need.',
        media: 'sql-for-developers-02.mp4',
      },
      {
        title: 'Indexes and query plans',
        description:
          'Read a query plan from the inside out, find the step that costs the most, and add the one index that removes it.',
        media: 'sql-for-developers-03.mp4',
      },
      {
        title: 'Transactions that hold',
        description:
          'Two customers, one seat left: isolation levels, row locks and unique constraints put to work on a single booking.',
        media: 'sql-for-developers-04.mp4',
      },
    ],
  },
  {
    key: 'colour-and-type',
    title: 'Colour and Type for the Web',
    description:
      'Good-looking pages rarely come from talent; they come from a handful of decisions made in the right order. Learn to build a palette from one colour, to pair typefaces that agree with each other, and to check that everyone can read the result. You will leave with a small style guide of your own.',
    category: 'Design',
    price: 999,
    duration: 4,
    createdBy: 'Mei Lin Tan',
    cover: 'colour-and-type.webp',
    lectures: [
      {
        title: 'A palette from one colour',
        description:
          'Start with a single brand colour and derive the tints, the neutrals and the one accent that a whole product can live on.',
        media: 'colour-and-type-01.mp4',
      },
      {
        title: 'Contrast everyone can read',
        description:
          'Contrast ratios without the mathematics, the mistakes that grey text invites, and how to test a page in two minutes.',
        media: 'colour-and-type-02.mp4',
      },
      {
        title: 'Choosing a typeface',
        description:
          'What x-height, weight and spacing say about a typeface, and a short list of checks before you commit to one.',
        media: 'colour-and-type-03.mp4',
      },
      {
        title: 'Rhythm, scale and space',
        description:
          'One ratio for sizes and one unit for distances: the two numbers that make a page look calm.',
        media: 'colour-and-type-04.mp4',
      },
    ],
  },
  {
    key: 'interfaces-people-understand',
    title: 'Interfaces People Understand',
    description:
      'People do not read interfaces, they look for the next step. This course shows how to put that step where they look, how to ask for less in a form, and how to word a message that helps. In the last lecture you watch five people use your design, which is the quickest lesson of them all.',
    category: 'Design',
    price: 1199,
    duration: 5,
    createdBy: 'Lucas Ferreira',
    cover: 'interfaces-people-understand.webp',
    lectures: [
      {
        title: 'Start from the task',
        description:
          'Write down what someone came to do before you draw a single box, and use that sentence to judge every screen that follows.',
        media: 'interfaces-people-understand-01.mp4',
      },
      {
        title: 'Layout and hierarchy',
        description:
          'Size, position and silence: how a page tells the eye where to begin and where to go next.',
        media: 'interfaces-people-understand-02.mp4',
      },
      {
        title: 'Forms without friction',
        description:
          'Fewer fields, honest labels and errors beside the cause. We shorten a real sign-up form from fourteen fields to four.',
        media: 'interfaces-people-understand-03.webm',
      },
      {
        title: 'Testing with five people',
        description:
          'Plan a session, ask without leading, stay quiet when it hurts, and turn what you saw into a list you can act on.',
        media: 'interfaces-people-understand-04.webm',
      },
    ],
  },
  {
    key: 'speaking-with-confidence',
    title: 'Speaking with Confidence',
    description:
      'A talk is remembered for one idea and the person who stood behind it. Practise finding that idea, warming up your voice, and using silence as well as words. Two of the lectures are audio exercises for headphones: do them before every presentation, and nervousness turns into energy.',
    category: 'Business',
    price: 799,
    duration: 3,
    createdBy: 'Farah Siddiqui',
    cover: 'speaking-with-confidence.webp',
    lectures: [
      {
        title: 'One message, one story',
        description:
          'Reduce a talk to a sentence that fits on a sticky note, then find the story that makes people believe it.',
        media: 'speaking-with-confidence-01.mp4',
      },
      {
        title: 'Warm up your voice',
        description:
          'An audio exercise: hum along with the rising and falling scale, each time a tone higher, until your voice sits freely.',
        media: 'speaking-with-confidence-02.mp3',
      },
      {
        title: 'Pace and pause',
        description:
          'An audio exercise: one phrase to each bar of the beat, then a whole bar of silence. The silence is the part to practise.',
        media: 'speaking-with-confidence-03.mp3',
      },
      {
        title: 'Questions you didn’t expect',
        description:
          'Buy a moment, answer the question behind the question, and say “I don’t know” so that people trust you more for it.',
        media: 'speaking-with-confidence-04.mp4',
      },
    ],
  },
  {
    key: 'bookkeeping-basics',
    title: 'Bookkeeping Basics',
    description:
      'The books of a small business answer three questions: what came in, what went out, and what is left. This free course explains them with a tea stall, a notebook and no jargon. Afterwards you can read a profit and loss statement, close a month in an hour, and talk to an accountant on equal terms.',
    category: 'Business',
    price: 0,
    duration: 2,
    createdBy: 'Rohan Mehta',
    cover: 'bookkeeping-basics.webp',
    lectures: [
      {
        title: 'What the books are for',
        description:
          'Three decisions that every owner makes by feeling, and how a page of figures makes each of them easier.',
        media: 'bookkeeping-basics-01.webm',
      },
      {
        title: 'Money in, money out',
        description:
          'Record a week of sales and expenses, tell cash from income, and see why a busy month can still end with an empty till.',
        media: 'bookkeeping-basics-02.webm',
      },
      {
        title: 'Reading a profit and loss',
        description:
          'From revenue at the top to profit at the bottom, line by line, with the two ratios worth watching.',
        media: 'bookkeeping-basics-03.webm',
      },
      {
        title: 'Closing the month',
        description:
          'A checklist for the last day of the month: match the bank, chase what is unpaid, set the tax aside, file the rest.',
        media: 'bookkeeping-basics-04.webm',
      },
    ],
  },
]
