import { type Command, Option } from "commander";
import type { ReviewSummary } from "../../app/index.ts";
import { reviewState } from "../../contract/index.ts";
import { type JsonObject, ProbityError, type ReviewId } from "../../core/index.ts";
import { readJsonFile } from "../json-file.ts";
import { factsOf, reviewLines, typedAnswers } from "../review-text.ts";
import { type CommandContext, withInstallation } from "../session.ts";

/** Columns for what a review is about: enough to tell two apart, and the ids still fit beside it. */
const ABOUT_WIDTH = 40;

/** `reviews …`: parked decisions. */
export function reviewsCommand(program: Command): void {
  const reviews = program.command("reviews").description("decisions that wait for a person");

  reviews
    .command("list")
    .description("open decisions, newest first")
    .addOption(new Option("--state <state>").choices(reviewState.options).default("open"))
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
          ["REVIEW", "QUEUE", "WORKFLOW", "ABOUT", "RUN", "APPROVALS", "DUE"],
          page.items.map((review) => [
            review.id,
            review.queue,
            review.workflowId,
            (factsOf(review.show)[0]?.[1] ?? "").slice(0, ABOUT_WIDTH),
            review.runId,
            `${review.decisions.filter((item) => item.decision === "approve").length} of ${review.approvalsNeeded}`,
            review.due?.toISOString() ?? "",
          ]),
        );
      });
    });

  reviews
    .command("show")
    .description(
      "one decision: what it is about and asks, who decided what so far, and how many approvals are missing",
    )
    .argument("<review>")
    .action(async (id: string, _options, command: Command) => {
      await withInstallation(command, async ({ probity, output }) => {
        const review = await existingReview(probity, id);
        output.value(review);
        for (const line of reviewLines(review)) output.line(line);
      });
    });

  reviews
    .command("decide")
    .description("approve or reject; resumes the run when the quorum is complete")
    .argument("<review>")
    .option("--approve")
    .option("--reject")
    .requiredOption(
      "--reason <text>",
      "why (required); kept encrypted with the decision, its keyed hash in the audit log",
    )
    .option(
      "--form <name=value>",
      "answer to a field of the review's form; once per field",
      (pair: string, pairs: string[] = []) => [...pairs, pair],
    )
    .option("--form-file <file>", "JSON file with the answers by field, - for standard input")
    .addHelpText(
      "after",
      '\nExample:\n  probity reviews decide rev_… --approve --reason "passport seen in original" --form seen_on=2026-11-23',
    )
    .action(
      async (
        id: string,
        options: { approve?: boolean; reject?: boolean; reason: string; form?: string[]; formFile?: string },
        command: Command,
      ) => {
        if (options.approve === options.reject) {
          throw new ProbityError("REQUEST_INVALID", "Say either --approve or --reject.");
        }
        const fromFile = options.formFile === undefined ? {} : readJsonFile(options.formFile);
        await withInstallation(command, async ({ probity, output, actor }) => {
          const found = await existingReview(probity, id);
          const form =
            options.form === undefined
              ? fromFile
              : { ...(fromFile as JsonObject), ...typedAnswers(options.form, found.form) };
          const review = await probity.engine.decide({
            reviewId: found.id,
            decision: options.approve ? "approve" : "reject",
            reason: options.reason,
            form,
            actor,
          });
          output.value(review);
          for (const line of reviewLines(review)) output.line(line);
        });
      },
    );
}

async function existingReview(probity: CommandContext["probity"], id: string): Promise<ReviewSummary> {
  const found = await probity.engine.getReview(id as ReviewId);
  if (found === undefined) throw new ProbityError("NOT_FOUND", `There is no review ${id}.`);
  return found;
}
