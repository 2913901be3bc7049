import { appendAudit } from "../audit/index.ts";
import type { Suppression } from "../contract/index.ts";
import type { Clock, Database, DataCipher } from "../core/index.ts";
import { createSuppressions, type ScreeningPolicy, type SuppressionView } from "../screening/index.ts";
import type { SuppressionDesk } from "./probity.ts";

/** Hits that people set aside, each step with its audit entry in the same transaction. */
export function createSuppressionDesk(options: {
  readonly db: Database;
  readonly cipher: DataCipher;
  readonly clock: Clock;
  readonly policy: () => ScreeningPolicy;
}): SuppressionDesk {
  const { clock } = options;
  const suppressions = createSuppressions({
    ...options,
    audit: async (tx, actor, { action, status, details }) => {
      await appendAudit(tx, { actor, action, status, stream: "screening", at: clock.now(), details });
    },
  });
  return {
    propose: async (request, actor) => toContract(await suppressions.propose({ ...request, actor })),
    approve: async (id, actor) => toContract(await suppressions.approve(id, actor)),
    revoke: async (id, reason, actor) => toContract(await suppressions.revoke(id, reason, actor)),
    get: async (id) => toContract(await suppressions.get(id)),
    async list(query) {
      const { items, nextCursor } = await suppressions.list(query);
      return { items: items.map(toContract), ...(nextCursor === undefined ? {} : { nextCursor }) };
    },
  };
}

function toContract(view: SuppressionView): Suppression {
  const { names, until, proposedAt, approvedAt, endedAt, ...rest } = view;
  return {
    ...rest,
    names: [...names],
    until: until.toISOString(),
    proposedAt: proposedAt.toISOString(),
    ...(approvedAt === undefined ? {} : { approvedAt: approvedAt.toISOString() }),
    ...(endedAt === undefined ? {} : { endedAt: endedAt.toISOString() }),
  };
}
