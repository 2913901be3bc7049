/**
 * Notifications that really arrive, and the guarded way out to other systems.
 *
 * A step writes its notifications into an outbox, in the transaction of its own record; a
 * dispatcher delivers them by e-mail or signed webhook, at least once.
 */
export { alertingActions } from "./actions.ts";
export {
  type AlertingConfig,
  alertingConfig,
  type Channel,
  type OutgoingRule,
  readAlertingConfig,
} from "./config.ts";
export { createDispatcher, type Dispatcher, type DispatcherOptions, type DrainReport } from "./dispatcher.ts";
export type { LocalSmtp } from "./email.ts";
export { type GuardedRequest, type GuardedResponse, guardedRequest } from "./guarded-http.ts";
export { type LocalMailbox, listMailbox, type StoredMail, startLocalMailbox } from "./local-mailbox.ts";
export { type NotificationRequest, type PreparedNotification, prepareNotification } from "./notification.ts";
export {
  enqueueNotification,
  listNotifications,
  type NotificationState,
  type NotificationView,
  requeueNotification,
} from "./store.ts";
