import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Written only by processes of the previous release, which may stop before handling it. */
export default class CatalogChanged extends OutboxEvent<object> {
  static readonly kind = 'catalog.changed'
  static readonly label = 'Refresh of the catalog'
}
