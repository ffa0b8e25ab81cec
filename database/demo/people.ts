/** A course that someone took: an enrollment, with a payment unless the course is free. */
export type DemoPurchase = {
  /** The `key` of a course in `catalog.ts`. */
  course: string
  /** Days ago, from 0 (today) to 90. */
  daysAgo: number
  /** Number of completed lectures, counted from the first. */
  completedLectures: number
}

export type DemoPerson = {
  name: string
  email: string
  role: 'user' | 'admin'
  mainrole: 'user' | 'superadmin'
  purchases: DemoPurchase[]
}

function took(course: string, daysAgo: number, completedLectures: number): DemoPurchase {
  return { course, daysAgo, completedLectures }
}

function learner(name: string, email: string, purchases: DemoPurchase[]): DemoPerson {
  return { name, email, role: 'user', mainrole: 'user', purchases }
}

export const demoPeople: DemoPerson[] = [
  {
    name: 'Theta Administrator',
    email: 'admin@theta.example',
    role: 'admin',
    mainrole: 'superadmin',
    purchases: [],
  },
  {
    name: 'Kavya Menon',
    email: 'kavya.menon@theta.example',
    role: 'admin',
    mainrole: 'user',
    purchases: [],
  },
  learner('Aarav Sharma', 'learner@theta.example', [
    took('typescript-from-scratch', 41, 3),
    took('colour-and-type', 18, 4),
    took('bookkeeping-basics', 6, 1),
  ]),
  learner('Priya Nair', 'priya.nair@theta.example', [
    took('typescript-from-scratch', 88, 4),
    took('sql-for-developers', 63, 4),
    took('interfaces-people-understand', 27, 2),
    took('bookkeeping-basics', 13, 4),
  ]),
  learner('Emma Lindqvist', 'emma.lindqvist@theta.example', [
    took('colour-and-type', 84, 4),
    took('interfaces-people-understand', 70, 4),
    took('typescript-from-scratch', 9, 1),
  ]),
  learner('Vikram Reddy', 'vikram.reddy@theta.example', [
    took('sql-for-developers', 79, 2),
    took('typescript-from-scratch', 34, 2),
    took('speaking-with-confidence', 3, 0),
  ]),
  learner('Mateo García', 'mateo.garcia@theta.example', [
    took('speaking-with-confidence', 74, 4),
    took('bookkeeping-basics', 52, 4),
    took('colour-and-type', 22, 3),
    took('sql-for-developers', 5, 0),
  ]),
  learner('Sneha Kulkarni', 'sneha.kulkarni@theta.example', [
    took('interfaces-people-understand', 58, 3),
    took('colour-and-type', 31, 1),
    took('speaking-with-confidence', 11, 2),
  ]),
  learner('Yuki Tanaka', 'yuki.tanaka@theta.example', [
    took('typescript-from-scratch', 55, 4),
    took('interfaces-people-understand', 15, 1),
    took('sql-for-developers', 1, 0),
  ]),
  learner('Arjun Patel', 'arjun.patel@theta.example', [
    took('bookkeeping-basics', 66, 2),
    took('speaking-with-confidence', 38, 3),
    took('typescript-from-scratch', 2, 0),
  ]),
  learner('Amina Yusuf', 'amina.yusuf@theta.example', [
    took('sql-for-developers', 47, 4),
    took('typescript-from-scratch', 25, 4),
    took('interfaces-people-understand', 8, 1),
    took('bookkeeping-basics', 4, 2),
  ]),
  learner('Liam O’Connor', 'liam.oconnor@theta.example', [
    took('colour-and-type', 14, 2),
    took('speaking-with-confidence', 0, 0),
  ]),
]
