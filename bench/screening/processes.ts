import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile, round } from "../machine.ts";
import { measureDelta } from "./delta.ts";

/** Loading (wall clock and processor time) and memory, each in a process of its own; the median of three. */
export function loading(lists: string): Record<string, number> {
  const folder = mkdtempSync(join(tmpdir(), "probity-bench-"));
  const run = (from: string, which: string): { loadMs: number; loadCpuMs: number; rssMb: number } => {
    const script = join(import.meta.dirname, "loading.ts");
    const image = join(folder, which);
    return JSON.parse(
      execFileSync(process.execPath, [script, from, which, lists, image], { encoding: "utf8" }),
    );
  };
  const measured: Record<string, number> = {};
  try {
    for (const which of ["sdn", "four"]) {
      for (const [from, load, rss] of [
        ["files", `load.${which}_s`, `rss.${which}_built_mb`],
        ["image", `load.${which}_image_s`, `rss.${which}_mb`],
      ] as const) {
        const runs = [run(from, which), run(from, which), run(from, which)];
        const median = (of: (one: (typeof runs)[number]) => number): number => percentile(runs.map(of), 0.5);
        measured[load] = round(median((one) => one.loadMs) / 1_000, 3);
        measured[load.replace(/_s$/, "_cpu_s")] = round(median((one) => one.loadCpuMs) / 1_000, 3);
        measured[rss] = round(
          median((one) => one.rssMb),
          0,
        );
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return measured;
}

/** What a list update costs against so many customers. */
export async function delta(customers: number, lists: string): Promise<Record<string, number>> {
  const figures = await measureDelta(customers, lists);
  const measured: Record<string, number> = {
    "delta.customers": figures.customers,
    "delta.build_s": figures.buildSeconds,
    "delta.index_mb": figures.indexMb,
    "delta.scan_s": figures.scanSeconds,
    "delta.missed": figures.missed,
  };
  for (const { entries, seconds, candidates, hit } of figures.deltas) {
    measured[`delta.entries_${entries}_s`] = seconds;
    measured[`delta.entries_${entries}_candidates`] = candidates;
    measured[`delta.entries_${entries}_hit`] = hit;
  }
  return measured;
}
