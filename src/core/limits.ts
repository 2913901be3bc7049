/**
 * Limits that more than one folder shares. Each says why it is what it is. A limit of one
 * concept lives beside that concept.
 */

/** A definition larger than this is a mistake or an attack: the longest we have seen has 30 kB. */
export const DEFINITION_BYTES_MAX = 1_048_576;
/** Steps of one workflow; beyond this people split into child workflows. */
export const STEPS_MAX = 500;
/** Bytes of a run's input as JSON; documents travel by path or as base64 up to this size. */
export const RUN_INPUT_BYTES_MAX = 24 * 1_048_576;
/** Bytes of one step's output as JSON. Big evidence is stored elsewhere and named by hash. */
export const STEP_OUTPUT_BYTES_MAX = 1_048_576;
/** Items of one `for_each`; every item is a checkpoint. */
export const FOR_EACH_ITEMS_MAX = 10_000;
/** Nesting of run_workflow: deeper is a loop. */
export const CHILD_DEPTH_MAX = 16;
