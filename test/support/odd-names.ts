/** Names as they should never arrive, and what becomes of them on every surface. */
export interface OddName {
  readonly what: string;
  readonly name: string;
  /** The error's message, where it cannot be screened. */
  readonly refused?: RegExp;
  /** The warning, where it is screened all the same. */
  readonly warned?: RegExp;
  /** Whether it is the listed DROZDOV-PETRENKO, Viktor in disguise. */
  readonly hit?: true;
}

export const oddNames: readonly OddName[] = [
  { what: "empty", name: "", refused: /the name is empty/ },
  { what: "blank", name: " \u00a0\u3000", refused: /the name is empty/ },
  { what: "of 501 characters", name: "a".repeat(501), refused: /501 characters, more than 500/ },
  { what: "of 10,000 characters", name: "Ab ".repeat(3_333), refused: /more than 500/ },
  { what: "only emoji", name: "🙂🙃👩‍👩‍👧", refused: /no letter and no digit/ },
  { what: "only punctuation", name: "-.,'!", refused: /no letter and no digit/ },
  { what: "half a character", name: "Ivan \ud83d", refused: /lone surrogate|half a character/ },
  { what: "of mixed scripts", name: "Vіktor Drоzdov-Petrenko", warned: /several scripts/, hit: true },
  {
    what: "with a right-to-left override",
    name: "\u202eViktor Drozdov-Petrenko\u202c",
    warned: /writing direction/,
    hit: true,
  },
  {
    what: "with invisible characters",
    name: "Vik\u200btor Drozdov-\u2060Petrenko",
    warned: /invisible/,
    hit: true,
  },
  { what: "with markup", name: "<b>Viktor</b> Drozdov-Petrenko'; drop table x; --" },
  { what: "of one letter", name: "X" },
  { what: "of digits", name: "12345" },
  { what: "in capitals and no spaces", name: "VIKTOR DROZDOV PETRENKO", hit: true },
];
