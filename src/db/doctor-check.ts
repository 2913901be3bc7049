import { messageOf, ProbityError } from "../core/index.ts";

/** One thing `probity doctor` looked at. */
export interface DoctorCheck {
  /** Stable: `database.migrations`. */
  readonly id: string;
  readonly ok: boolean;
  /** What was found, in one sentence. */
  readonly message: string;
  /** What to do; only when it is not ok. */
  readonly fix?: string;
}

/** What one look found. */
export type Finding = Omit<DoctorCheck, "id">;

/** Looks; a look that throws has found something as well. */
export async function check(id: string, look: () => Promise<Finding>): Promise<DoctorCheck> {
  try {
    return { id, ...(await look()) };
  } catch (error) {
    const title = error instanceof ProbityError ? `${error.title} ` : "";
    const fix = "Mend what the message names, then run probity doctor again.";
    return { id, ok: false, message: title + messageOf(error), fix };
  }
}
