import "./screening.css";
import { humanize } from "../format/text.ts";
import { GivenText } from "../ui/given-text.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { type HitFact, type NameColumn, nameColumns } from "./alignment.ts";
import { logOdds } from "./hit.ts";

/** Query and list name on two lines, part under part, with what each pair has in common. */
export function NameComparison({ explanation }: { explanation: unknown }) {
  const columns = nameColumns(explanation);
  if (columns.length === 0) return null;
  const heaviest = Math.max(1, ...columns.map((column) => column.weight ?? 0));
  return (
    <div className="table-scroll">
      <table className="names">
        <caption className="visually-hidden">The two names, part by part</caption>
        <tbody>
          <tr>
            <th scope="row">Asked</th>
            {columns.map((column, index) => (
              <Part key={keyOf(column, index)} column={column} text={column.query} />
            ))}
          </tr>
          <tr>
            <th scope="row">Listed</th>
            {columns.map((column, index) => (
              <Part key={keyOf(column, index)} column={column} text={column.listed} />
            ))}
          </tr>
          <tr className="names-why">
            <th scope="row">
              <span className="visually-hidden">Comparison</span>
            </th>
            {columns.map((column, index) => (
              <td key={keyOf(column, index)}>
                <span className={`names-operation agree-${column.agreement}`}>{column.operation}</span>
                {column.similarity === undefined ? null : (
                  <span className="muted nowrap"> {Math.round(column.similarity * 100)} %</span>
                )}
                {column.weight === undefined ? null : (
                  <span
                    className="names-weight"
                    title="How telling this part is: the natural logarithm of its rarity"
                  >
                    <svg width="100%" height="4" aria-hidden="true">
                      <rect width={`${(column.weight / heaviest) * 100}%`} height="4" rx="2" />
                    </svg>
                    <span className="muted">weight {column.weight.toFixed(1)}</span>
                  </span>
                )}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function keyOf(column: NameColumn, index: number): string {
  return `${index} ${column.query ?? ""} ${column.listed ?? ""}`;
}

function Part({ column, text }: { column: NameColumn; text: string | undefined }) {
  return (
    <td className={`names-part agree-${column.agreement}`}>
      {text === undefined ? <span className="muted">–</span> : <GivenText text={text} />}
    </td>
  );
}

const factLooks: Readonly<Record<HitFact["result"], { icon: IconName; word: string }>> = {
  agree: { icon: "check", word: "agrees" },
  near: { icon: "flag", word: "near" },
  conflict: { icon: "cross", word: "conflicts" },
  unknown: { icon: "dot", word: "unknown" },
};

/** Birth date, country and identifiers: each agreeing, near, conflicting or unknown. */
export function HitFacts({ facts }: { facts: readonly HitFact[] }) {
  if (facts.length === 0) return null;
  return (
    <ul className="hit-facts">
      {facts.map((fact) => {
        const look = factLooks[fact.result];
        return (
          <li key={fact.fact} className={`hit-fact-${fact.result}`}>
            <span className="hit-fact-name">{humanize(fact.fact)}</span>
            <span className="hit-fact-result">
              <Icon name={look.icon} size={12} /> {look.word}
            </span>
            {fact.logOdds === undefined ? (
              <span />
            ) : (
              <span className="hit-fact-odds" title="What it adds to the log-odds of the hit">
                {logOdds(fact.logOdds)}
              </span>
            )}
            <span className="muted">
              <GivenText text={fact.detail} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
