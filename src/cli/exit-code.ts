/** What a command's exit says; the same for every command. */
export const exitCode = {
  ok: 0,
  /** The command worked and the answer is no: invalid, rejected, failed, not found. */
  negative: 1,
  usage: 2,
  /** The environment does not let the command work: database, configuration, Node.js. */
  environment: 3,
} as const;
