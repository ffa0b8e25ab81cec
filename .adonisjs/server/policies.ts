export const policies = {
  AccountsUserPolicy: () => import('#app/accounts/policies/user_policy'),
}

