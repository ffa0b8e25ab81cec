import type { Illustration, Theme } from './drawing.ts'
import { ledger, microphone } from './illustrations/business.ts'
import { colourWheel, screen } from './illustrations/design.ts'
import { editor, tables } from './illustrations/programming.ts'

/** Look and sound of a course; `tonic` is the lowest note of its chimes, in hertz. */
export type CourseTheme = Theme & { illustration: Illustration; tonic: number }

/** By the course's key. */
export const themes: Record<string, CourseTheme> = {
  'typescript-from-scratch': {
    deep: '#12296b',
    bright: '#3f7df0',
    accent: '#ffd166',
    second: '#8fc0ff',
    illustration: editor,
    tonic: 261.63,
  },
  'sql-for-developers': {
    deep: '#0b4a52',
    bright: '#1fa79a',
    accent: '#ff9f5a',
    second: '#46c7e8',
    illustration: tables,
    tonic: 293.66,
  },
  'colour-and-type': {
    deep: '#6d1450',
    bright: '#f2608a',
    accent: '#ffd166',
    second: '#ffb3c7',
    illustration: colourWheel,
    tonic: 329.63,
  },
  'interfaces-people-understand': {
    deep: '#33207a',
    bright: '#8a63f0',
    accent: '#ff7eb0',
    second: '#b9a5ff',
    illustration: screen,
    tonic: 349.23,
  },
  'speaking-with-confidence': {
    deep: '#8a2c12',
    bright: '#f7933c',
    accent: '#ffe08a',
    second: '#ffc24d',
    illustration: microphone,
    tonic: 220,
  },
  'bookkeeping-basics': {
    deep: '#14502f',
    bright: '#53b35f',
    accent: '#ffcb57',
    second: '#9bdcae',
    illustration: ledger,
    tonic: 246.94,
  },
}
