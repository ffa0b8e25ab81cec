import '#app/platform/routes'
import '#app/accounts/routes'
import '#app/catalog/routes'
import '#app/reporting/routes'
