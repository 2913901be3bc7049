import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  parseSearchWith,
  stringifySearchWith,
} from "@tanstack/react-router";
import { Shell } from "./shell/shell.tsx";
import { Empty, ErrorPage, Skeleton } from "./ui/page.tsx";

type Search = Readonly<Record<string, unknown>>;

/** A search parameter as text; everything else in the address is ignored. */
function text(search: Search, name: string): string | undefined {
  const value = search[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Keeps the named texts of an address, and leaves out those that are not there. */
function pick<Name extends string>(...names: readonly Name[]) {
  return (search: Search): { [K in Name]?: string | undefined } => {
    const kept: { [K in Name]?: string | undefined } = {};
    for (const name of names) {
      const value = text(search, name);
      if (value !== undefined) kept[name] = value;
    }
    return kept;
  };
}

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <div className="page">
      <Empty title="There is no such page">
        The address may be mistyped, or the page came with a newer version. <a href="/">Go home</a>.
      </Empty>
    </div>
  ),
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: pick("token", "next"),
  component: lazyRouteComponent(() => import("./pages/login.tsx"), "LoginPage"),
});

const shell = createRoute({ getParentRoute: () => root, id: "shell", component: Shell });

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  component: lazyRouteComponent(() => import("./pages/home.tsx"), "HomePage"),
});
const workflows = createRoute({
  getParentRoute: () => shell,
  path: "/workflows",
  component: lazyRouteComponent(() => import("./pages/workflows.tsx"), "WorkflowsPage"),
});
const workflow = createRoute({
  getParentRoute: () => shell,
  path: "/workflows/$workflowId",
  validateSearch: pick("tab"),
  component: lazyRouteComponent(() => import("./pages/workflow.tsx"), "WorkflowPage"),
});
const runs = createRoute({
  getParentRoute: () => shell,
  path: "/runs",
  validateSearch: pick("workflow", "state"),
  component: lazyRouteComponent(() => import("./pages/runs.tsx"), "RunsPage"),
});
const run = createRoute({
  getParentRoute: () => shell,
  path: "/runs/$runId",
  validateSearch: pick("step"),
  component: lazyRouteComponent(() => import("./pages/run.tsx"), "RunPage"),
});
const decisions = createRoute({
  getParentRoute: () => shell,
  path: "/decisions",
  validateSearch: pick("state"),
  component: lazyRouteComponent(() => import("./pages/decisions.tsx"), "DecisionsPage"),
});
const decision = createRoute({
  getParentRoute: () => decisions,
  path: "$reviewId",
  component: lazyRouteComponent(() => import("./pages/decision.tsx"), "DecisionPage"),
});
const audit = createRoute({
  getParentRoute: () => shell,
  path: "/audit",
  validateSearch: pick("run", "workflow", "action", "status"),
  component: lazyRouteComponent(() => import("./pages/audit.tsx"), "AuditPage"),
});
const lists = createRoute({
  getParentRoute: () => shell,
  path: "/lists",
  component: lazyRouteComponent(() => import("./pages/lists.tsx"), "ListsPage"),
});
const list = createRoute({
  getParentRoute: () => shell,
  path: "/lists/$listId",
  validateSearch: pick("tab", "version"),
  component: lazyRouteComponent(() => import("./pages/list.tsx"), "ListPage"),
});
const screening = createRoute({
  getParentRoute: () => shell,
  path: "/screening",
  validateSearch: pick("id"),
  component: lazyRouteComponent(() => import("./pages/screening.tsx"), "ScreeningPage"),
});
const recordedScreening = createRoute({
  getParentRoute: () => shell,
  path: "/screenings/$screeningId",
  component: lazyRouteComponent(() => import("./pages/recorded-screening.tsx"), "RecordedScreeningPage"),
});
const suppressions = createRoute({
  getParentRoute: () => shell,
  path: "/suppressions",
  validateSearch: pick("state"),
  component: lazyRouteComponent(() => import("./pages/suppressions.tsx"), "SuppressionsPage"),
});
const suppression = createRoute({
  getParentRoute: () => suppressions,
  path: "$suppressionId",
  component: lazyRouteComponent(() => import("./pages/suppression.tsx"), "SuppressionPage"),
});
const customers = createRoute({
  getParentRoute: () => shell,
  path: "/customers",
  validateSearch: pick("status"),
  component: lazyRouteComponent(() => import("./pages/customers.tsx"), "CustomersPage"),
});
const customer = createRoute({
  getParentRoute: () => shell,
  path: "/customers/$customerId",
  component: lazyRouteComponent(() => import("./pages/customer.tsx"), "CustomerPage"),
});
const rescreening = createRoute({
  getParentRoute: () => shell,
  path: "/rescreening",
  validateSearch: pick("id"),
  component: lazyRouteComponent(() => import("./pages/rescreening.tsx"), "RescreeningPage"),
});
const actions = createRoute({
  getParentRoute: () => shell,
  path: "/actions",
  component: lazyRouteComponent(() => import("./pages/actions.tsx"), "ActionsPage"),
});
const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings.tsx"), "SettingsPage"),
});

const routeTree = root.addChildren([
  login,
  shell.addChildren([
    home,
    workflows,
    workflow,
    runs,
    run,
    decisions.addChildren([decision]),
    audit,
    lists,
    list,
    screening,
    recordedScreening,
    suppressions.addChildren([suppression]),
    customers,
    customer,
    rescreening,
    actions,
    settings,
  ]),
]);

export const router = createRouter({
  routeTree,
  // Everything in an address is text: a token of digits must not become a number.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingComponent: () => (
    <div className="page">
      <Skeleton title rows={6} />
    </div>
  ),
  defaultErrorComponent: ({ error, reset }) => (
    <div className="page">
      <ErrorPage error={error} retry={reset} />
    </div>
  ),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** The name to screen; it is personal data and so no part of the address. */
    screenName?: string;
  }
}
