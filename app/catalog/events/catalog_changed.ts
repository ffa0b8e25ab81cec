import OutboxEvent from '#app/platform/outbox/outbox_event'

/** A course or a lecture was added, changed or removed. */
export default class CatalogChanged extends OutboxEvent<object> {
  static readonly kind = 'catalog.changed'
}
