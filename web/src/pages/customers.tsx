import "./pages.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { Customer } from "../api/contract.ts";
import { customersQuery } from "../api/screening-queries.ts";
import { isMasked } from "../run/masked.ts";
import { Badge } from "../ui/badge.tsx";
import { GivenText } from "../ui/given-text.tsx";
import { Command, Empty, ErrorPage, Page, Panel, Skeleton } from "../ui/page.tsx";
import { customerLook } from "../ui/states.ts";
import { Time } from "../ui/time.tsx";

const route = getRouteApi("/shell/customers");

const filters: readonly { readonly id: Customer["status"] | "all"; readonly word: string }[] = [
  { id: "active", word: "Active" },
  { id: "closed", word: "Closed" },
  { id: "all", word: "All" },
];

/** The institution's customers, with where each stands against the lists. */
export function CustomersPage() {
  const search = route.useSearch();
  const filter = filters.find((one) => one.id === search.status)?.id ?? "active";
  const query = useInfiniteQuery(customersQuery(filter === "all" ? undefined : filter));
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <Page
      title="Customers"
      lead="Each is screened again when its facts change or a list does. Names and facts are stored sealed; looking at them is logged."
      actions={<Command text="npx probity customers import FILE" />}
    >
      <nav className="chips" aria-label="Status">
        {filters.map((one) => (
          <Link
            key={one.id}
            to="/customers"
            search={one.id === "active" ? {} : { status: one.id }}
            activeOptions={{ exact: true }}
            className={filter === one.id ? "chip is-current" : "chip"}
          >
            {one.word}
          </Link>
        ))}
      </nav>
      <Panel
        title={items === undefined ? "Customers" : `${items.length}${query.hasNextPage ? "+" : ""} customers`}
        flush
      >
        {items === undefined ? (
          query.error === null ? (
            <Skeleton rows={10} />
          ) : (
            <ErrorPage error={query.error} retry={() => query.refetch()} />
          )
        ) : items.length === 0 ? (
          <Empty
            title={filter === "closed" ? "No customer is closed" : "No customer is registered"}
            command="npx probity customers import customers.csv"
          >
            Registered customers are screened against every version of every list, by themselves.
          </Empty>
        ) : (
          <CustomerTable customers={items} />
        )}
        {query.hasNextPage ? (
          <div className="table-foot">
            <button
              type="button"
              className="button small"
              disabled={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              Older customers
            </button>
          </div>
        ) : null}
      </Panel>
    </Page>
  );
}

function CustomerTable({ customers }: { customers: readonly Customer[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-stacked">
        <thead>
          <tr>
            <th>Customer</th>
            <th>Standing</th>
            <th className="hide-narrow">Reference</th>
            <th className="hide-narrow">Type</th>
            <th className="num hide-narrow">Open hits</th>
            <th>Screened</th>
            <th className="hide-narrow">Changed</th>
          </tr>
        </thead>
        <tbody>
          {customers.map((customer) => (
            <tr key={customer.id}>
              <td className="cell-first">
                <Link
                  to="/customers/$customerId"
                  params={{ customerId: customer.id }}
                  className="row-link"
                  data-row
                >
                  {customer.names.some(isMasked) ? (
                    <code>{customer.id}</code>
                  ) : (
                    <GivenText text={customer.names[0] ?? ""} />
                  )}
                </Link>
              </td>
              <td>
                <Badge look={customerLook(customer)} />
              </td>
              <td className="hide-narrow">
                {isMasked(customer.ref) ? (
                  <span className="muted">hidden</span>
                ) : (
                  <GivenText text={customer.ref} />
                )}
              </td>
              <td className="hide-narrow">{customer.type}</td>
              <td className="num hide-narrow">{customer.screening?.openHits ?? ""}</td>
              <td>
                <Screened customer={customer} />
              </td>
              <td className="hide-narrow">
                <Time at={customer.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Screened({ customer: { screening, status } }: { customer: Customer }) {
  if (screening === undefined) return <span className="muted">never</span>;
  return (
    <span className="nowrap">
      <Time at={screening.screenedAt} />
      {screening.upToDate || status === "closed" ? null : (
        <span className="old" title="Its facts or the lists have changed since">
          {" "}
          behind
        </span>
      )}
    </span>
  );
}
