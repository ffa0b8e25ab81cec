import OutboxEvent from '#app/platform/outbox/outbox_event'

/** Written by processes of the release before this one alone, which may end before they have followed it. */
export default class CatalogChanged extends OutboxEvent<object> {
  static readonly kind = 'catalog.changed'
}
