import { checkName, readFacts, type ScreeningQuery } from "../query.ts";

/**
 * Checks that a customer can be screened, before it is registered.
 * @throws ProbityError NAME_INVALID, REQUEST_INVALID saying what is wrong, without the value
 */
export function checkScreenable(query: ScreeningQuery): void {
  for (const name of query.names) checkName(name);
  readFacts(query);
}
