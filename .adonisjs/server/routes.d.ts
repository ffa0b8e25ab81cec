import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'platform.home': { paramsTuple?: []; params?: {} }
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
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
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
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
    'payments.checkouts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.verifications.store': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
  }
  GET: {
    'platform.home': { paramsTuple?: []; params?: {} }
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'catalog.courses.index': { paramsTuple?: []; params?: {} }
    'catalog.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.courses.mine': { paramsTuple?: []; params?: {} }
    'catalog.lectures.index': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'catalog.lectures.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.show': { paramsTuple?: []; params?: {} }
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'accounts.me': { paramsTuple?: []; params?: {} }
    'accounts.users': { paramsTuple?: []; params?: {} }
  }
  HEAD: {
    'platform.home': { paramsTuple?: []; params?: {} }
    'platform.health': { paramsTuple?: []; params?: {} }
    'platform.health.ready': { paramsTuple?: []; params?: {} }
    'platform.assets': { paramsTuple: [...ParamValue[]]; params: {'*': ParamValue[]} }
    'catalog.courses.index': { paramsTuple?: []; params?: {} }
    'catalog.courses.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.courses.mine': { paramsTuple?: []; params?: {} }
    'catalog.lectures.index': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
    'catalog.lectures.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.show': { paramsTuple?: []; params?: {} }
    'reporting.stats': { paramsTuple?: []; params?: {} }
    'media.show': { paramsTuple: [ParamValue]; params: {'file': ParamValue} }
    'accounts.me': { paramsTuple?: []; params?: {} }
    'accounts.users': { paramsTuple?: []; params?: {} }
  }
  POST: {
    'catalog.courses.store': { paramsTuple?: []; params?: {} }
    'catalog.lectures.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'learning.progress.store': { paramsTuple?: []; params?: {} }
    'accounts.register': { paramsTuple?: []; params?: {} }
    'accounts.verify': { paramsTuple?: []; params?: {} }
    'accounts.resend': { paramsTuple?: []; params?: {} }
    'accounts.login': { paramsTuple?: []; params?: {} }
    'accounts.forgot': { paramsTuple?: []; params?: {} }
    'accounts.reset': { paramsTuple?: []; params?: {} }
    'accounts.logout': { paramsTuple?: []; params?: {} }
    'payments.checkouts.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'payments.verifications.store': { paramsTuple: [ParamValue]; params: {'courseId': ParamValue} }
  }
  DELETE: {
    'catalog.courses.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'catalog.lectures.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PUT: {
    'accounts.toggle_role': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}