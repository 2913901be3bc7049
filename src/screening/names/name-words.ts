/** Words of names that say little about who is meant: particles, honorifics, generations, numbers. */
const particles = new Set(
  (
    "al el ul ad ar as at az an ash ol od or ur ud us es il abu abou abi umm um bin ben ibn bint bt bte binti ould weld wuld " +
    "de del della dello delle degli dei di da do dos das du la le lo les los las van von der den het ter ten te tot zu zum " +
    "zur und y e i of the and for et fi wa af av na za po ot ta iz pri im imeni v s z u"
  ).split(" "),
);

/** Titles that are names of many people too (`Amir`, `Sultan`, `King`) are left out. */
const honorifics = new Set(
  (
    "mr mrs ms miss mx dr prof professor sir dame hon honourable honorable minister ambassador president mister general gen colonel col lieutenant lt ltc " +
    "maj captain capt cpt commander cdr admiral adm brigadier brig sergeant sgt corporal rev reverend eng engineer ing dipl " +
    "phd esq haji hajji hajj haj hadji hadj alhaj alhaji hajjah sheikh shaykh sheik shaikh cheikh sheykh mullah maulana " +
    "maulavi mawlawi mulla molla mawlana moulavi imam sayyid sayed sayyed seyed seyyed syed ayatollah hojjatoleslam qari " +
    "qazi ustad ustadh ustaz effendi dona dom senor senora sra srta monsieur mme mlle madame herr frau signor signora lic " +
    "gospodin datuk dato"
  ).split(" "),
);

/** Titles that are family and given names too. */
const namingTitles = new Set(
  "sayyid sayed sayyed seyed seyyed syed sheikh shaykh sheik shaikh cheikh sheykh imam haj hajj".split(" "),
);

/** Generations by what they say; a numeral is a generation only at the end of a person's name. */
const generations = new Map<string, string>([
  ["jr", "junior"],
  ["jnr", "junior"],
  ["junior", "junior"],
  ["sr", "senior"],
  ["snr", "senior"],
  ["senior", "senior"],
  ["filho", "junior"],
  ["fils", "junior"],
  ["neto", "grandson"],
]);
const generationNumerals = new Map<string, string>([
  ["ii", "2"],
  ["iii", "3"],
  ["iv", "4"],
  ["2nd", "2"],
  ["3rd", "3"],
  ["4th", "4"],
]);

const vesselPrefixes = new Set("mv mt ms ss mts mvs mtv fv sv lpg lng my".split(" "));

/** Whether a word links parts of a name: `al`, `bin`, `de`, `of`. */
export function isParticle(word: string): boolean {
  return particles.has(word);
}

/** Whether a word is a title before a person's name. */
export function isHonorific(word: string): boolean {
  return honorifics.has(word);
}

/** Whether a title is a name as well, where no name follows it: `Ahmed El-Sayed`, `SHEIKH, Ali`. */
export function isNamingTitle(word: string): boolean {
  return namingTitles.has(word);
}

/** The generation a word after a person's name tells, `junior` or a number; undefined for all others. */
export function generationOf(word: string, last: boolean): string | undefined {
  return generations.get(word) ?? (last ? generationNumerals.get(word) : undefined);
}

/** Whether a word before a vessel's name says what kind of ship it is: `MV`, `M/T`. */
export function isVesselPrefix(word: string): boolean {
  return vesselPrefixes.has(word);
}

const ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(
  " ",
);
const romanNumerals = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");
const ordinalPattern = /^0*(\d{1,9})(?:st|nd|rd|th)$/;

/**
 * The value of a number in a name of anything but a person: digits, ordinals in words
 * or digits, Roman numerals of two letters and more after the first word. Undefined when
 * the word is no number.
 */
export function numberOf(word: string, first: boolean): string | undefined {
  const code = word.charCodeAt(0);
  if (code >= 0x30 && code <= 0x39) {
    if (/^\d+$/.test(word)) return word.replace(/^0+(?=\d)/, "");
    return ordinalPattern.exec(word)?.[1];
  }
  const ordinal = ordinals.indexOf(word);
  if (ordinal >= 0) return String(ordinal + 1);
  const roman = first || word.length < 2 ? -1 : romanNumerals.indexOf(word);
  return roman < 0 ? undefined : String(roman + 1);
}

const patronymicEnding =
  /(?:[oaeiy]vich|[oaeiy]vych|[oaeiy]vitch|[oaeiy]vits|[oaeiy]vitsch|[oaeiy]vitj|[oaeiy]vna|ichna|inichna|[oaeiy]witsch|uly|ulu|oglu|ogly|ogli|kyzy|kizi|qizi|yevich|evich)$/;
const PATRONYMIC_LENGTH_MIN = 6;

/** Whether a word has the form of a Slavic patronymic (`Ivanovich`, `Petrovna`) or a Turkic one (`oglu`, `kyzy`). */
export function isPatronymic(word: string): boolean {
  if (word === "oglu" || word === "ogly" || word === "ogli" || word === "kyzy" || word === "kizi")
    return true;
  return word.length >= PATRONYMIC_LENGTH_MIN && patronymicEnding.test(word);
}
