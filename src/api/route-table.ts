import { customerRoutes } from "./customer-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { oversightRoutes } from "./oversight-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import type { Route } from "./route.ts";
import { runRoutes } from "./run-routes.ts";
import { screeningRoutes } from "./screening-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { systemRoutes } from "./system-routes.ts";
import { workflowRoutes } from "./workflow-routes.ts";

/** Every operation under /api/v1 but the webhook and the batch of screenings, which read their bodies in their own ways. */
export const routeTable: readonly Route[] = [
  ...systemRoutes,
  ...sessionRoutes,
  ...workflowRoutes,
  ...runRoutes,
  ...reviewRoutes,
  ...listRoutes,
  ...screeningRoutes,
  ...customerRoutes,
  ...oversightRoutes,
];
