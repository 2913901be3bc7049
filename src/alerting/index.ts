/**
 * Notifications that really arrive, and the guarded way out to other systems.
 *
 * A step writes its notifications into an outbox, in the transaction of its own record; a
 * dispatcher delivers them by e-mail or signed webhook, at least once.
 */
export { alertingActions } from "./actions.ts";
export { alertingConfig, readAlertingConfig } from "./config.ts";
export { createDispatcher, type DispatcherOptions } from "./dispatcher.ts";
export { listMailbox, startLocalMailbox } from "./local-mailbox.ts";
export { prepareNotification } from "./notification.ts";
export { enqueueNotification, listNotifications, type NotificationView } from "./store.ts";
export { builtInTemplates } from "./templates.ts";
