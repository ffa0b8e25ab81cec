import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { currentAdministrator } from '#app/accounts/current_user'
import { withoutEmpty } from '#app/admin/layout/without_empty'
import { dashboardActor } from '#app/accounts/actors'
import CreateCourse from '#app/catalog/actions/create_course'
import DuplicateCourse from '#app/catalog/actions/duplicate_course'
import ListCourses from '#app/catalog/queries/list_courses'
import SuggestCourseWords from '#app/catalog/queries/suggest_course_words'
import { listCoursesValidator, startCourseValidator } from '#app/catalog/validators/catalog'

@inject()
export default class CoursesController {
  constructor(
    private listCourses: ListCourses,
    private suggestCourseWords: SuggestCourseWords,
    private createCourse: CreateCourse,
    private duplicateCourse: DuplicateCourse
  ) {}

  async index({ request, view }: HttpContext) {
    const filter = await listCoursesValidator.validate(withoutEmpty(request.qs()))
    const { search, status, category, instructor } = filter
    return view.render('admin/courses/index', {
      filter,
      isFiltered: Boolean(search || status || category || instructor),
      ...(await this.listCourses.handle(filter)),
      ...(await this.suggestCourseWords.handle()),
    })
  }

  async create({ view }: HttpContext) {
    return view.render('admin/courses/create')
  }

  /** Starts a draft; its details follow before it is published. */
  async store(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { title } = await request.validateUsing(startCourseValidator)
    const course = await this.createCourse.handle({
      actor: dashboardActor(ctx),
      title,
      createdBy: currentAdministrator(ctx).name,
      status: 'draft',
    })
    session.flash('notice', 'Course created. Now add lectures.')
    return response.redirect().status(303).toRoute('admin.courses.show', [course._id.toHexString()])
  }

  async duplicate(ctx: HttpContext) {
    const { params, response, session } = ctx
    const copy = await this.duplicateCourse.handle({
      actor: dashboardActor(ctx),
      courseId: params.id,
    })
    session.flash('notice', 'Course duplicated as a draft.')
    return response
      .redirect()
      .status(303)
      .toRoute('admin.courses.settings', [copy._id.toHexString()])
  }
}
