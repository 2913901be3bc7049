import { Dialog } from "../ui/dialog.tsx";
import { places } from "./places.ts";

const general: readonly (readonly [string, string])[] = [
  ["/", "Search and go to"],
  ["j k", "Next and previous row"],
  ["enter", "Open"],
  ["esc", "Close; typed text is kept"],
  ["?", "This help"],
];
const decisions: readonly (readonly [string, string])[] = [
  ["a", "Approve: asks for the reason"],
  ["r", "Reject: asks for the reason"],
  ["ctrl enter", "Confirm the decision"],
  ["]", "Next open decision"],
];
const screening: readonly (readonly [string, string])[] = [
  ["s", "Set the hit aside that has the focus"],
  ["a", "Approve a suppression"],
  ["r", "Revoke a suppression: asks for the reason"],
];

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} kind="wide">
      <div className="help">
        <Keys title="Everywhere" keys={general} />
        <Keys title="On a decision" keys={decisions} />
        <Keys title="On hits and suppressions" keys={screening} />
        <Keys title="Go to" keys={places.map((place) => [`g ${place.key}`, place.label] as const)} />
      </div>
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              {key.split(" ").map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
