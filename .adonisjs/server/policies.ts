export const policies = {
  AccountsUserPolicy: () => import('#app/accounts/policies/user_policy'),
  CatalogCoursePolicy: () => import('#app/catalog/policies/course_policy'),
  LearningProgressPolicy: () => import('#app/learning/policies/progress_policy'),
  PaymentPolicy: () => import('#app/payments/policies/payment_policy'),
}

