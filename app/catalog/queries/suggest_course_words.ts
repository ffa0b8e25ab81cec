import { inject } from '@adonisjs/core'
import CatalogCache from '#app/catalog/cache/catalog_cache'

/** Lists the categories and instructors in use, for filters and suggestions. */
@inject()
export default class SuggestCourseWords {
  constructor(private catalog: CatalogCache) {}

  async handle(): Promise<{ categories: string[]; instructors: string[] }> {
    const courses = await this.catalog.courses()
    return {
      categories: inOrder(courses.map(({ category }) => category)),
      instructors: inOrder(courses.map(({ createdBy }) => createdBy)),
    }
  }
}

function inOrder(words: string[]): string[] {
  return [...new Set(words)].filter(Boolean).sort((one, other) => one.localeCompare(other, 'en'))
}
