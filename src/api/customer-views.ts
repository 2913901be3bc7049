import type { Customer, CustomerDetail } from "../contract/index.ts";
import type { AuthenticatedCall } from "./route.ts";

const MASKED = "[hidden: takes the permission personal-data.read]";

type Looker = Pick<AuthenticatedCall<unknown, unknown, unknown>, "probity" | "principal" | "actor" | "views">;

/** Customers as this principal may see them; a look at personal data is logged before it is granted. */
export async function toCustomers<T extends Customer>(
  { probity, principal, actor, views }: Looker,
  customers: readonly T[],
): Promise<T[]> {
  if (!probity.access.allows(principal, "personal-data.read")) return customers.map(maskCustomer);
  await views.record(
    actor,
    customers.map(({ id }) => id),
    "customers",
  );
  return [...customers];
}

/** The same for one. */
export async function toCustomer<T extends Customer>(looker: Looker, customer: T): Promise<T> {
  const [view] = await toCustomers(looker, [customer]);
  return view ?? maskCustomer(customer);
}

/**
 * Id, type, state, times and standing stay visible: that is what operating the re-screening needs. Who
 * the customer is, and whom of the lists it resembles, does not.
 */
function maskCustomer<T extends Customer>(customer: T): T {
  const { birthDate: _birthDate, gender: _gender, risk: _risk, ...rest } = customer;
  const { versions }: Partial<CustomerDetail> = customer;
  const masked: Customer & Partial<CustomerDetail> = {
    ...rest,
    ref: MASKED,
    names: [MASKED],
    countries: [],
    nationalities: [],
    identifiers: [],
    ...("hits" in customer ? { hits: [] } : {}),
    ...(versions === undefined
      ? {}
      : {
          versions: versions.map(({ reason, ...version }) => ({
            ...version,
            ...(reason === undefined ? {} : { reason: MASKED }),
          })),
        }),
  };
  return masked as T;
}
