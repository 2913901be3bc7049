import { Readable } from "node:stream";
import { z } from "zod";
import {
  coverageProof,
  customer,
  customerBody,
  customerDetail,
  customersQuery,
  pageOf,
  pageQuery,
  paymentBody,
  proofQuery,
  reasonBody,
  registeredCustomer,
  rescreenBody,
  rescreening,
  type ScreenedPayment,
  screenedPayment,
} from "../contract/index.ts";
import { toCustomer, toCustomers } from "./customer-views.ts";
import { defineRoute } from "./route.ts";
import { given } from "./wire.ts";

const byId = z.object({ id: z.string().max(200) });

/** A message of a few thousand transactions; larger ones are screened by the command line. */
const MESSAGE_BODY_BYTES_MAX = 9_437_184;

const customers = [
  defineRoute({
    method: "GET",
    path: "/customers",
    operationId: "listCustomers",
    summary:
      "Customers, newest first, with where each stands against the lists; a look at personal data is logged.",
    guard: "customer.read",
    query: customersQuery,
    response: pageOf(customer),
    async handle({ query: { status, cursor, limit }, ...looker }) {
      const page = await looker.probity.customers.list({ ...given({ status, cursor }), limit });
      const { items, nextCursor } = page;
      return { items: await toCustomers(looker, items), ...given({ nextCursor }) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/customers",
    operationId: "registerCustomer",
    summary: "Registers a customer, or changes the one with this ref; the next re-screening takes it up.",
    guard: "customer.write",
    body: customerBody,
    response: registeredCustomer,
    async handle({ body, ...looker }) {
      const { result, customer: written } = await looker.probity.customers.upsert(given(body), looker.actor);
      return { result, customer: await toCustomer(looker, written) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/customers/:id",
    operationId: "getCustomer",
    summary: "One customer, by id or by the institution's own ref, with every hit it ever had.",
    guard: "customer.read",
    params: byId,
    response: customerDetail,
    handle: async ({ params, ...looker }) =>
      toCustomer(looker, await looker.probity.customers.get(params.id)),
  }),
  defineRoute({
    method: "POST",
    path: "/customers/:id/close",
    operationId: "closeCustomer",
    summary:
      "Ends the relationship: the customer is screened no more, and its open hits are closed by the next re-screening.",
    guard: "customer.write",
    params: byId,
    body: reasonBody,
    response: customer,
    handle: async ({ params, body, ...looker }) =>
      toCustomer(looker, await looker.probity.customers.close(params.id, body.reason, looker.actor)),
  }),
];

const rescreenings = [
  defineRoute({
    method: "POST",
    path: "/rescreenings",
    operationId: "startRescreening",
    summary: "Begins to bring every customer to the list versions in use; it goes on by itself.",
    guard: "customer.rescreen",
    body: rescreenBody,
    status: 201,
    response: rescreening,
    handle: ({ probity, body, actor }) => probity.customers.startRescreening(body, actor),
  }),
  defineRoute({
    method: "GET",
    path: "/rescreenings",
    operationId: "listRescreenings",
    summary: "Re-screenings, newest first: which list versions were applied to how many customers by when.",
    guard: "customer.read",
    query: pageQuery,
    response: pageOf(rescreening),
    async handle({ probity, query: { cursor, limit } }) {
      const { items, nextCursor } = await probity.customers.rescreenings({ ...given({ cursor }), limit });
      return { items: [...items], ...given({ nextCursor }) };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/rescreenings/proof",
    operationId: "getCoverageProof",
    summary: "For each list in use how many customers are at its version, and how many are not yet.",
    guard: "customer.read",
    query: proofQuery,
    response: coverageProof,
    handle: ({ probity, query }) => probity.customers.proof(query.list),
  }),
  defineRoute({
    method: "GET",
    path: "/rescreenings/:id",
    operationId: "getRescreening",
    summary: "One re-screening, while it goes on or after.",
    guard: "customer.read",
    params: byId,
    response: rescreening,
    handle: ({ probity, params }) => probity.customers.rescreening(params.id),
  }),
];

const payments = [
  defineRoute({
    method: "POST",
    path: "/screenings/pacs008",
    operationId: "screenPayments",
    summary: "Screens every party, agent and free text of an ISO 20022 customer credit transfer (pacs.008).",
    guard: "screening.run",
    body: paymentBody,
    bodyBytesMax: MESSAGE_BODY_BYTES_MAX,
    response: z.object({ transactions: z.array(screenedPayment) }),
    async handle({ probity, body, actor }) {
      const transactions: ScreenedPayment[] = [];
      const message = Readable.from([Buffer.from(body.message, "utf8")]);
      for await (const one of probity.screenPayments(message, actor)) transactions.push(one);
      return { transactions };
    },
  }),
];

export const customerRoutes = [...customers, ...rescreenings, ...payments];
