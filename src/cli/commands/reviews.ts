import type { Command } from "commander";
import type { ReviewSummary } from "../../app/index.ts";
import { ProbityError, type ReviewId } from "../../core/index.ts";
import { withInstallation } from "../session.ts";

/** `reviews …`: parked decisions. */
export function reviewsCommand(program: Command): void {
  const reviews = program.command("reviews").description("decisions that wait for a person");

  reviews
    .command("list")
    .description("open decisions, newest first")
    .option("--state <state>", "open, approved, rejected, timed_out or cancelled", "open")
    .option("--queue <queue>")
    .addHelpText("after", "\nExample:\n  probity reviews list --queue onboarding")
    .action(async (options: { state: string; queue?: string }, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const page = await probity.engine.listReviews({
          limit: 200,
          state: options.state as ReviewSummary["state"],
          ...(options.queue === undefined ? {} : { queue: options.queue }),
        });
        output.value(page);
        output.table(
          ["REVIEW", "QUEUE", "WORKFLOW", "RUN", "APPROVALS", "DUE"],
          page.items.map((review) => [
            review.id,
            review.queue,
            review.workflowId,
            review.runId,
            `${review.decisions.filter((item) => item.decision === "approve").length} of ${review.approvalsNeeded}`,
            review.due?.toISOString() ?? "",
          ]),
        );
      });
    });

  reviews
    .command("show")
    .description("one decision: who decided what so far, and how many approvals are missing")
    .argument("<review>")
    .action(async (id: string, _options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const review = await probity.engine.getReview(id as ReviewId);
        if (!review) throw new ProbityError("NOT_FOUND", `There is no review ${id}.`);
        output.value(review);
        printReview(output.line, review);
      });
    });

  reviews
    .command("decide")
    .description("approve or reject; resumes the run when the quorum is complete")
    .argument("<review>")
    .option("--approve")
    .option("--reject")
    .requiredOption("--reason <text>", "why; stands in the audit log")
    .addHelpText(
      "after",
      '\nExample:\n  probity reviews decide rev_… --approve --reason "passport seen in original"',
    )
    .action(
      async (
        id: string,
        options: { approve?: boolean; reject?: boolean; reason: string },
        command: Command,
      ) => {
        if (options.approve === options.reject) {
          throw new ProbityError("REQUEST_INVALID", "Say either --approve or --reject.");
        }
        await withInstallation(command, async ({ probity, output, actor }) => {
          const review = await probity.engine.decide({
            reviewId: id as ReviewId,
            decision: options.approve ? "approve" : "reject",
            reason: options.reason,
            actor,
          });
          output.value(review);
          printReview(output.line, review);
        });
      },
    );
}

function printReview(line: (text: string) => void, review: ReviewSummary): void {
  line(`${review.id}  ${review.state}  queue ${review.queue}  run ${review.runId}`);
  for (const item of review.decisions)
    line(`  ${item.at.toISOString()} ${item.actor.id} ${item.decision}: ${item.reason}`);
  const missing =
    review.approvalsNeeded - review.decisions.filter((item) => item.decision === "approve").length;
  if (review.state === "open") line(`  ${missing} more approval${missing === 1 ? "" : "s"} needed`);
}
