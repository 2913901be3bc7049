import type { z } from "zod";
import type { EnginePort, Probity } from "../app/index.ts";
import type { run, runDetail } from "../contract/index.ts";
import { isId, ProbityError, type RunId } from "../core/index.ts";
import { maskRun } from "./masking.ts";
import type { AuthenticatedCall } from "./route.ts";
import { wire } from "./wire.ts";

type RunDetail = NonNullable<Awaited<ReturnType<EnginePort["getRun"]>>>;

/** @throws ProbityError NOT_FOUND for what is no run id, too: to a caller both are the same. */
export function runIdOf(text: string): RunId {
  if (isId("run", text)) return text;
  throw new ProbityError("NOT_FOUND", "There is no run with this id.");
}

/** @throws ProbityError NOT_FOUND */
export async function existingRun(probity: Probity, id: string): Promise<RunDetail> {
  const found = await probity.engine.getRun(runIdOf(id));
  if (found === undefined) throw new ProbityError("NOT_FOUND", "There is no run with this id.");
  return found;
}

/** The run without what it holds about people. */
export function toRun(detail: RunDetail): z.output<typeof run> {
  const { input: _input, outputs: _outputs, steps: _steps, cancelReason: _reason, ...summary } = detail;
  return wire(summary);
}

/** The whole run as this principal may see it; a look at personal data is logged before it is granted. */
export async function toRunDetail(
  call: Pick<AuthenticatedCall<unknown, unknown, unknown>, "probity" | "principal" | "actor" | "views">,
  detail: RunDetail,
): Promise<z.output<typeof runDetail>> {
  const { probity, principal, actor, views } = call;
  const plan = await probity.engine.getDefinition(detail.definitionHash);
  if (plan === undefined) throw new ProbityError("INTERNAL", "The definition of this run is not stored.");
  const view = { ...wire(detail), graph: probity.graphOf(plan.definition) };
  if (!probity.access.allows(principal, "personal-data.read")) return maskRun(view);
  await views.record(actor, [detail.id]);
  return view;
}
