import '#app/platform/routes'
import '#app/accounts/routes'
