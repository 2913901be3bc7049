import "./pages.css";
import { useQuery } from "@tanstack/react-query";
import { listsQuery } from "../api/queries.ts";
import { Hash } from "../ui/copy.tsx";
import { Command, Empty, Loaded, Page, Panel } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

const OLD_HOURS = 72;

/** What names are screened against: which list, which version, how old. */
export function ListsPage() {
  const lists = useQuery(listsQuery);
  return (
    <Page
      title="Lists"
      lead="A list is imported as a whole and kept under the hash of its content, so that every screening can name the exact version it was made against."
      actions={<Command text="npx probity lists status" />}
    >
      <Panel title="Current versions" flush>
        <Loaded query={lists}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No list is loaded" command="npx probity lists import --help">
                Without a list nothing can be screened, and screening steps fail rather than pass.
              </Empty>
            ) : (
              <div className="table-scroll">
                <table className="table">
                  <thead>
                    <tr>
                      <th>List</th>
                      <th>Version</th>
                      <th className="num">Entities</th>
                      <th className="num">Names</th>
                      <th>Published</th>
                      <th>Imported</th>
                      <th className="hide-narrow">Source</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((list) => (
                      <tr key={`${list.list} ${list.version}`}>
                        <td>
                          <strong>{list.list}</strong>
                        </td>
                        <td>
                          <Hash value={list.version} label="list version" length={14} />
                        </td>
                        <td className="num">{list.entities.toLocaleString("en")}</td>
                        <td className="num">{list.names.toLocaleString("en")}</td>
                        <td>
                          {list.publishedAt === undefined ? (
                            <span className="muted">not stated</span>
                          ) : (
                            <Time at={list.publishedAt} />
                          )}
                        </td>
                        <td className={list.ageHours > OLD_HOURS ? "old" : undefined}>
                          <Time at={list.importedAt} />
                          {list.ageHours > OLD_HOURS ? ", old" : ""}
                        </td>
                        <td className="hide-narrow muted">{list.source}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  );
}
