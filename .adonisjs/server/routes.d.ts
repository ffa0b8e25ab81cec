import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'media.show.uploads': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'media.show.avatars': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'accounts.home': { paramsTuple?: []; params?: {} }
    'accounts.register': { paramsTuple?: []; params?: {} }
    'accounts.verify': { paramsTuple?: []; params?: {} }
    'accounts.resend': { paramsTuple?: []; params?: {} }
    'accounts.login': { paramsTuple?: []; params?: {} }
    'accounts.forgot': { paramsTuple?: []; params?: {} }
    'accounts.reset': { paramsTuple?: []; params?: {} }
    'accounts.me': { paramsTuple?: []; params?: {} }
    'accounts.logout': { paramsTuple?: []; params?: {} }
    'accounts.toggle_role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'accounts.users': { paramsTuple?: []; params?: {} }
    'catalog.courses.index': { paramsTuple?: []; params?: {} }
    'catalog.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.courses.mine': { paramsTuple?: []; params?: {} }
    'catalog.courses.store': { paramsTuple?: []; params?: {} }
    'catalog.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.lectures.index': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'catalog.lectures.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.lectures.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.lectures.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.show': { paramsTuple?: []; params?: {} }
    'learning.progress.store': { paramsTuple?: []; params?: {} }
    'payments.checkouts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.verifications.store': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'payments.coupons.show': { paramsTuple: [ParamValue]; params: {'code': ParamValue} }
    'payments.orders.index': { paramsTuple?: []; params?: {} }
    'payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.billing.show': { paramsTuple?: []; params?: {} }
    'payments.billing.update': { paramsTuple?: []; params?: {} }
    'payments.administration.gst.export': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.index': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.store': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.coupons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.coupons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.refunds.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.refunds.index': { paramsTuple?: []; params?: {} }
    'payments.administration.findings.index': { paramsTuple?: []; params?: {} }
    'payments.administration.findings.solve': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.webhooks.store': { paramsTuple?: []; params?: {} }
    'members.v2.messages.public': { paramsTuple?: []; params?: {} }
    'members.v2.messages.index': { paramsTuple?: []; params?: {} }
    'members.v2.messages.store': { paramsTuple?: []; params?: {} }
    'members.v2.messages.update': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.messages.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.messages.like': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.messages.unlike': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v2.bookmarks.store': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.bookmarks.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.events': { paramsTuple?: []; params?: {} }
    'members.v2.dispatch': { paramsTuple?: []; params?: {} }
    'members.v2.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.messages.public': { paramsTuple?: []; params?: {} }
    'members.v1.messages.index': { paramsTuple?: []; params?: {} }
    'members.v1.messages.store': { paramsTuple?: []; params?: {} }
    'members.v1.messages.update': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.like': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.unlike': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v1.bookmarks.store': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.bookmarks.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.events': { paramsTuple?: []; params?: {} }
    'members.v1.dispatch': { paramsTuple?: []; params?: {} }
    'members.v1.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.health': { paramsTuple?: []; params?: {} }
    'members.v2.auth.register': { paramsTuple?: []; params?: {} }
    'members.v2.auth.login': { paramsTuple?: []; params?: {} }
    'members.v2.auth.refresh': { paramsTuple?: []; params?: {} }
    'members.v2.auth.logout': { paramsTuple?: []; params?: {} }
    'members.v2.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v2.auth.end_sessions': { paramsTuple?: []; params?: {} }
    'members.v2.auth.end_session': { paramsTuple: [ParamValue]; params: {'sessionId': ParamValue} }
    'members.v2.users.update': { paramsTuple?: []; params?: {} }
    'members.v2.users.password': { paramsTuple?: []; params?: {} }
    'members.v2.users.join': { paramsTuple?: []; params?: {} }
    'members.v2.users.avatar': { paramsTuple?: []; params?: {} }
    'members.v2.users.remove_avatar': { paramsTuple?: []; params?: {} }
    'members.v2.users.delete': { paramsTuple?: []; params?: {} }
    'members.v2.members.index': { paramsTuple?: []; params?: {} }
    'members.v2.members.role': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'members.v2.members.delete': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'members.v1.auth.register': { paramsTuple?: []; params?: {} }
    'members.v1.auth.login': { paramsTuple?: []; params?: {} }
    'members.v1.auth.refresh': { paramsTuple?: []; params?: {} }
    'members.v1.auth.logout': { paramsTuple?: []; params?: {} }
    'members.v1.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v1.auth.end_sessions': { paramsTuple?: []; params?: {} }
    'members.v1.auth.end_session': { paramsTuple: [ParamValue]; params: {'sessionId': ParamValue} }
    'members.v1.users.update': { paramsTuple?: []; params?: {} }
    'members.v1.users.password': { paramsTuple?: []; params?: {} }
    'members.v1.users.join': { paramsTuple?: []; params?: {} }
    'members.v1.users.avatar': { paramsTuple?: []; params?: {} }
    'members.v1.users.remove_avatar': { paramsTuple?: []; params?: {} }
    'members.v1.users.delete': { paramsTuple?: []; params?: {} }
    'members.v1.members.index': { paramsTuple?: []; params?: {} }
    'members.v1.members.role': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'members.v1.members.delete': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'admin.sign_in': { paramsTuple?: []; params?: {} }
    'admin.sign_in.store': { paramsTuple?: []; params?: {} }
    'admin.sign_in.code': { paramsTuple?: []; params?: {} }
    'admin.sign_in.code.store': { paramsTuple?: []; params?: {} }
    'admin.sign_out': { paramsTuple?: []; params?: {} }
    'admin.overview': { paramsTuple?: []; params?: {} }
    'admin.activity': { paramsTuple?: []; params?: {} }
    'admin.account.show': { paramsTuple?: []; params?: {} }
    'admin.account.password': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.create': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.store': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.renew': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.remove': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.other': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.other.store': { paramsTuple?: []; params?: {} }
    'admin.account.sessions.end_others': { paramsTuple?: []; params?: {} }
    'admin.account.sessions.end': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.audit.index': { paramsTuple?: []; params?: {} }
    'admin.audit.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.index': { paramsTuple?: []; params?: {} }
    'admin.people.export_all': { paramsTuple?: []; params?: {} }
    'admin.people.create': { paramsTuple?: []; params?: {} }
    'admin.people.store': { paramsTuple?: []; params?: {} }
    'admin.people.import': { paramsTuple?: []; params?: {} }
    'admin.people.import.preview': { paramsTuple?: []; params?: {} }
    'admin.people.import.store': { paramsTuple?: []; params?: {} }
    'admin.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.details': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.password_reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.second_factor.reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.erase': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.block': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.unblock': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.mail': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'courseId': ParamValue} }
    'admin.people.enrollments.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'courseId': ParamValue} }
    'admin.people.sessions.end_all': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.sessions.end': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'session': ParamValue} }
    'admin.people.tokens.end': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'token': ParamValue} }
    'admin.media.index': { paramsTuple?: []; params?: {} }
    'admin.media.orphans': { paramsTuple?: []; params?: {} }
    'admin.media.orphans.remove_all': { paramsTuple?: []; params?: {} }
    'admin.media.uploads': { paramsTuple?: []; params?: {} }
    'admin.media.uploads.dismiss': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.media.remove': { paramsTuple?: []; params?: {} }
    'admin.system.show': { paramsTuple?: []; params?: {} }
    'admin.system.jobs.retry': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.system.jobs.discard': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.search': { paramsTuple?: []; params?: {} }
    'admin.components': { paramsTuple?: []; params?: {} }
    'admin.courses.index': { paramsTuple?: []; params?: {} }
    'admin.courses.create': { paramsTuple?: []; params?: {} }
    'admin.courses.store': { paramsTuple?: []; params?: {} }
    'admin.courses.description': { paramsTuple?: []; params?: {} }
    'admin.courses.change': { paramsTuple?: []; params?: {} }
    'admin.courses.deletion': { paramsTuple?: []; params?: {} }
    'admin.courses.delete': { paramsTuple?: []; params?: {} }
    'admin.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.lectures.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.lectures.publish': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.sales': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.settings': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.status': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.duplicate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.status': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.free_preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.place': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.media': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.uploads.check': { paramsTuple?: []; params?: {} }
    'admin.uploads.create': { paramsTuple?: []; params?: {} }
    'admin.uploads.send': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.uploads.finish': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.payments.index': { paramsTuple?: []; params?: {} }
    'admin.payments.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.index': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.orders.refunds': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.orders.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.index': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.create': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.store': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.state': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.findings.index': { paramsTuple?: []; params?: {} }
    'admin.payments.findings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.findings.solve': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.invoices.index': { paramsTuple?: []; params?: {} }
    'admin.payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.gst.export': { paramsTuple?: []; params?: {} }
    'admin.payments.revenue': { paramsTuple?: []; params?: {} }
    'admin.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.members.index': { paramsTuple?: []; params?: {} }
    'admin.members.messages.remove': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.messages.restore': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.index': { paramsTuple?: []; params?: {} }
    'admin.members.people.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.role': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.delete': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.sessions.end': { paramsTuple: [ParamValue,ParamValue]; params: {'number': ParamValue,'session': ParamValue} }
    'admin.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  GET: {
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'media.show.uploads': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'media.show.avatars': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'accounts.home': { paramsTuple?: []; params?: {} }
    'accounts.me': { paramsTuple?: []; params?: {} }
    'accounts.users': { paramsTuple?: []; params?: {} }
    'catalog.courses.index': { paramsTuple?: []; params?: {} }
    'catalog.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.courses.mine': { paramsTuple?: []; params?: {} }
    'catalog.lectures.index': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'catalog.lectures.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.show': { paramsTuple?: []; params?: {} }
    'payments.coupons.show': { paramsTuple: [ParamValue]; params: {'code': ParamValue} }
    'payments.orders.index': { paramsTuple?: []; params?: {} }
    'payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.billing.show': { paramsTuple?: []; params?: {} }
    'payments.administration.gst.export': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.index': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.refunds.index': { paramsTuple?: []; params?: {} }
    'payments.administration.findings.index': { paramsTuple?: []; params?: {} }
    'members.v2.messages.public': { paramsTuple?: []; params?: {} }
    'members.v2.messages.index': { paramsTuple?: []; params?: {} }
    'members.v2.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v2.events': { paramsTuple?: []; params?: {} }
    'members.v2.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.messages.public': { paramsTuple?: []; params?: {} }
    'members.v1.messages.index': { paramsTuple?: []; params?: {} }
    'members.v1.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v1.events': { paramsTuple?: []; params?: {} }
    'members.v1.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.health': { paramsTuple?: []; params?: {} }
    'members.v2.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v2.members.index': { paramsTuple?: []; params?: {} }
    'members.v1.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v1.members.index': { paramsTuple?: []; params?: {} }
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'admin.sign_in': { paramsTuple?: []; params?: {} }
    'admin.sign_in.code': { paramsTuple?: []; params?: {} }
    'admin.overview': { paramsTuple?: []; params?: {} }
    'admin.activity': { paramsTuple?: []; params?: {} }
    'admin.account.show': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.create': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.other': { paramsTuple?: []; params?: {} }
    'admin.audit.index': { paramsTuple?: []; params?: {} }
    'admin.audit.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.index': { paramsTuple?: []; params?: {} }
    'admin.people.export_all': { paramsTuple?: []; params?: {} }
    'admin.people.create': { paramsTuple?: []; params?: {} }
    'admin.people.import': { paramsTuple?: []; params?: {} }
    'admin.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.media.index': { paramsTuple?: []; params?: {} }
    'admin.media.orphans': { paramsTuple?: []; params?: {} }
    'admin.media.uploads': { paramsTuple?: []; params?: {} }
    'admin.system.show': { paramsTuple?: []; params?: {} }
    'admin.search': { paramsTuple?: []; params?: {} }
    'admin.components': { paramsTuple?: []; params?: {} }
    'admin.courses.index': { paramsTuple?: []; params?: {} }
    'admin.courses.create': { paramsTuple?: []; params?: {} }
    'admin.courses.deletion': { paramsTuple?: []; params?: {} }
    'admin.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.sales': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.settings': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.index': { paramsTuple?: []; params?: {} }
    'admin.payments.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.index': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.index': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.create': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.findings.index': { paramsTuple?: []; params?: {} }
    'admin.payments.findings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.invoices.index': { paramsTuple?: []; params?: {} }
    'admin.payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.gst.export': { paramsTuple?: []; params?: {} }
    'admin.payments.revenue': { paramsTuple?: []; params?: {} }
    'admin.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.members.index': { paramsTuple?: []; params?: {} }
    'admin.members.people.index': { paramsTuple?: []; params?: {} }
    'admin.members.people.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  HEAD: {
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'media.show.uploads': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'media.show.avatars': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'accounts.home': { paramsTuple?: []; params?: {} }
    'accounts.me': { paramsTuple?: []; params?: {} }
    'accounts.users': { paramsTuple?: []; params?: {} }
    'catalog.courses.index': { paramsTuple?: []; params?: {} }
    'catalog.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.courses.mine': { paramsTuple?: []; params?: {} }
    'catalog.lectures.index': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'catalog.lectures.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.show': { paramsTuple?: []; params?: {} }
    'payments.coupons.show': { paramsTuple: [ParamValue]; params: {'code': ParamValue} }
    'payments.orders.index': { paramsTuple?: []; params?: {} }
    'payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.billing.show': { paramsTuple?: []; params?: {} }
    'payments.administration.gst.export': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.index': { paramsTuple?: []; params?: {} }
    'payments.administration.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.refunds.index': { paramsTuple?: []; params?: {} }
    'payments.administration.findings.index': { paramsTuple?: []; params?: {} }
    'members.v2.messages.public': { paramsTuple?: []; params?: {} }
    'members.v2.messages.index': { paramsTuple?: []; params?: {} }
    'members.v2.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v2.events': { paramsTuple?: []; params?: {} }
    'members.v2.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.messages.public': { paramsTuple?: []; params?: {} }
    'members.v1.messages.index': { paramsTuple?: []; params?: {} }
    'members.v1.bookmarks.index': { paramsTuple?: []; params?: {} }
    'members.v1.events': { paramsTuple?: []; params?: {} }
    'members.v1.healthcheck': { paramsTuple: [ParamValue]; params: {'service': ParamValue} }
    'members.v1.health': { paramsTuple?: []; params?: {} }
    'members.v2.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v2.members.index': { paramsTuple?: []; params?: {} }
    'members.v1.auth.sessions': { paramsTuple?: []; params?: {} }
    'members.v1.members.index': { paramsTuple?: []; params?: {} }
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'admin.sign_in': { paramsTuple?: []; params?: {} }
    'admin.sign_in.code': { paramsTuple?: []; params?: {} }
    'admin.overview': { paramsTuple?: []; params?: {} }
    'admin.activity': { paramsTuple?: []; params?: {} }
    'admin.account.show': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.create': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.other': { paramsTuple?: []; params?: {} }
    'admin.audit.index': { paramsTuple?: []; params?: {} }
    'admin.audit.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.index': { paramsTuple?: []; params?: {} }
    'admin.people.export_all': { paramsTuple?: []; params?: {} }
    'admin.people.create': { paramsTuple?: []; params?: {} }
    'admin.people.import': { paramsTuple?: []; params?: {} }
    'admin.people.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.create': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.media.index': { paramsTuple?: []; params?: {} }
    'admin.media.orphans': { paramsTuple?: []; params?: {} }
    'admin.media.uploads': { paramsTuple?: []; params?: {} }
    'admin.system.show': { paramsTuple?: []; params?: {} }
    'admin.search': { paramsTuple?: []; params?: {} }
    'admin.components': { paramsTuple?: []; params?: {} }
    'admin.courses.index': { paramsTuple?: []; params?: {} }
    'admin.courses.create': { paramsTuple?: []; params?: {} }
    'admin.courses.deletion': { paramsTuple?: []; params?: {} }
    'admin.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.learners.export': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.sales': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.settings': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.uploads.send': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.payments.index': { paramsTuple?: []; params?: {} }
    'admin.payments.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.index': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.export': { paramsTuple?: []; params?: {} }
    'admin.payments.orders.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.index': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.create': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.findings.index': { paramsTuple?: []; params?: {} }
    'admin.payments.findings.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.invoices.index': { paramsTuple?: []; params?: {} }
    'admin.payments.invoices.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.gst.export': { paramsTuple?: []; params?: {} }
    'admin.payments.revenue': { paramsTuple?: []; params?: {} }
    'admin.payments.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.members.index': { paramsTuple?: []; params?: {} }
    'admin.members.people.index': { paramsTuple?: []; params?: {} }
    'admin.members.people.show': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.unknown': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
  }
  POST: {
    'accounts.register': { paramsTuple?: []; params?: {} }
    'accounts.verify': { paramsTuple?: []; params?: {} }
    'accounts.resend': { paramsTuple?: []; params?: {} }
    'accounts.login': { paramsTuple?: []; params?: {} }
    'accounts.forgot': { paramsTuple?: []; params?: {} }
    'accounts.reset': { paramsTuple?: []; params?: {} }
    'accounts.logout': { paramsTuple?: []; params?: {} }
    'catalog.courses.store': { paramsTuple?: []; params?: {} }
    'catalog.lectures.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.store': { paramsTuple?: []; params?: {} }
    'payments.checkouts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.verifications.store': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'payments.administration.coupons.store': { paramsTuple?: []; params?: {} }
    'payments.administration.refunds.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.findings.solve': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.webhooks.store': { paramsTuple?: []; params?: {} }
    'members.v2.messages.store': { paramsTuple?: []; params?: {} }
    'members.v2.messages.like': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.bookmarks.store': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.dispatch': { paramsTuple?: []; params?: {} }
    'members.v1.messages.store': { paramsTuple?: []; params?: {} }
    'members.v1.messages.like': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.bookmarks.store': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.dispatch': { paramsTuple?: []; params?: {} }
    'members.v2.auth.register': { paramsTuple?: []; params?: {} }
    'members.v2.auth.login': { paramsTuple?: []; params?: {} }
    'members.v2.auth.refresh': { paramsTuple?: []; params?: {} }
    'members.v1.auth.register': { paramsTuple?: []; params?: {} }
    'members.v1.auth.login': { paramsTuple?: []; params?: {} }
    'members.v1.auth.refresh': { paramsTuple?: []; params?: {} }
    'admin.sign_in.store': { paramsTuple?: []; params?: {} }
    'admin.sign_in.code.store': { paramsTuple?: []; params?: {} }
    'admin.sign_out': { paramsTuple?: []; params?: {} }
    'admin.account.password': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.store': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.renew': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.remove': { paramsTuple?: []; params?: {} }
    'admin.account.second_factor.other.store': { paramsTuple?: []; params?: {} }
    'admin.account.sessions.end_others': { paramsTuple?: []; params?: {} }
    'admin.account.sessions.end': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.store': { paramsTuple?: []; params?: {} }
    'admin.people.import.preview': { paramsTuple?: []; params?: {} }
    'admin.people.import.store': { paramsTuple?: []; params?: {} }
    'admin.people.details': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.password_reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.second_factor.reset': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.erase': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.block': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.unblock': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.enrollments.mail': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'courseId': ParamValue} }
    'admin.people.enrollments.destroy': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'courseId': ParamValue} }
    'admin.people.sessions.end_all': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.people.sessions.end': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'session': ParamValue} }
    'admin.people.tokens.end': { paramsTuple: [ParamValue,ParamValue]; params: {'id': ParamValue,'token': ParamValue} }
    'admin.media.orphans.remove_all': { paramsTuple?: []; params?: {} }
    'admin.media.uploads.dismiss': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.media.remove': { paramsTuple?: []; params?: {} }
    'admin.system.jobs.retry': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.system.jobs.discard': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.store': { paramsTuple?: []; params?: {} }
    'admin.courses.description': { paramsTuple?: []; params?: {} }
    'admin.courses.change': { paramsTuple?: []; params?: {} }
    'admin.courses.delete': { paramsTuple?: []; params?: {} }
    'admin.courses.lectures.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.lectures.publish': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.status': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.courses.duplicate': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.status': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.free_preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.place': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.media': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.delete': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.lectures.restore': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.uploads.check': { paramsTuple?: []; params?: {} }
    'admin.uploads.create': { paramsTuple?: []; params?: {} }
    'admin.uploads.finish': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
    'admin.payments.orders.refunds': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.orders.check': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.store': { paramsTuple?: []; params?: {} }
    'admin.payments.coupons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.state': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.coupons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.payments.findings.solve': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'admin.members.messages.remove': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.messages.restore': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.role': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.delete': { paramsTuple: [ParamValue]; params: {'number': ParamValue} }
    'admin.members.people.sessions.end': { paramsTuple: [ParamValue,ParamValue]; params: {'number': ParamValue,'session': ParamValue} }
  }
  PUT: {
    'accounts.toggle_role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.billing.update': { paramsTuple?: []; params?: {} }
  }
  DELETE: {
    'catalog.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.lectures.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.administration.coupons.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'members.v2.messages.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.messages.unlike': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.bookmarks.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.unlike': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.bookmarks.destroy': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.auth.logout': { paramsTuple?: []; params?: {} }
    'members.v2.auth.end_sessions': { paramsTuple?: []; params?: {} }
    'members.v2.auth.end_session': { paramsTuple: [ParamValue]; params: {'sessionId': ParamValue} }
    'members.v2.users.remove_avatar': { paramsTuple?: []; params?: {} }
    'members.v2.users.delete': { paramsTuple?: []; params?: {} }
    'members.v2.members.delete': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'members.v1.auth.logout': { paramsTuple?: []; params?: {} }
    'members.v1.auth.end_sessions': { paramsTuple?: []; params?: {} }
    'members.v1.auth.end_session': { paramsTuple: [ParamValue]; params: {'sessionId': ParamValue} }
    'members.v1.users.remove_avatar': { paramsTuple?: []; params?: {} }
    'members.v1.users.delete': { paramsTuple?: []; params?: {} }
    'members.v1.members.delete': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'admin.uploads.send': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
  }
  PATCH: {
    'payments.administration.coupons.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'members.v2.messages.update': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v1.messages.update': { paramsTuple: [ParamValue]; params: {'messageId': ParamValue} }
    'members.v2.users.update': { paramsTuple?: []; params?: {} }
    'members.v2.users.password': { paramsTuple?: []; params?: {} }
    'members.v2.users.join': { paramsTuple?: []; params?: {} }
    'members.v2.users.avatar': { paramsTuple?: []; params?: {} }
    'members.v2.members.role': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'members.v1.users.update': { paramsTuple?: []; params?: {} }
    'members.v1.users.password': { paramsTuple?: []; params?: {} }
    'members.v1.users.join': { paramsTuple?: []; params?: {} }
    'members.v1.users.avatar': { paramsTuple?: []; params?: {} }
    'members.v1.members.role': { paramsTuple: [ParamValue]; params: {'username': ParamValue} }
    'admin.uploads.send': { paramsTuple: [ParamValue]; params: {'upload': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}