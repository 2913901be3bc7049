/**
 * Words of names that say little about who is meant: legal forms (folded into classes
 * so that `GmbH` and `Limited` compare), particles and honorifics.
 */
const legalFormTable = `
limited: limitedliabilitycompany limitedliabilitypartnership ltd limited ltda limitada lda ooo sarl srl sdnbhd sdn bhd gmbh kft doo dooo llc llp lc wll fzllc fzco fze fzc spzoo sro too tov mchj srls spolsro eood ood uab oy sia ou pvtltd pteltd ptyltd coltd
company: co company compania cia cie kompania corp corporation inc incorporated
joint-stock: jointstockcompany openjointstockcompany closedjointstockcompany publicjointstockcompany privatejointstockcompany aktiengesellschaft sa sab sadecv sabdecv cv decv sas spa ag ab as asa plc pjsc jsc ojsc cjsc oao zao pao ao nv bv psc pao ad dd ead se nyrt zrt rt pt tbk saog saoc sapi sapidecv srldecv sderldecv derldecv sc scrl kk
private: private pvt pte pty
public: public
partnership: kg lp ohg gbr snc kgaa partnership
`;

const legalForms = new Map<string, string>();
for (const line of legalFormTable.trim().split("\n")) {
  const [form = "", words = ""] = line.split(": ");
  for (const word of words.split(" ")) legalForms.set(word, form);
}

const particles = new Set(
  (
    "al el ul ad ar as at az an ash abu abou bin ben ibn bint bt de del della di da do dos das du la le les van von der den " +
    "ter ten zu zum und y e i of the and for et und fi wa"
  ).split(" "),
);

const honorifics = new Set(
  (
    "mr mrs ms miss dr prof sir hon mister general gen colonel col major maj captain capt lt brig haji hajji hajj haj sheikh " +
    "shaykh sheik mullah maulana maulavi mawlawi mulla imam sayyid sayed ayatollah don dona senor senora"
  ).split(" "),
);

const tradeWords = new Set(
  (
    "group holding holdings general international global national state trading trade commercial commerce business " +
    "enterprise enterprises import export investment investments partners associates brothers sons services service " +
    "solutions management consulting agency bureau office center centre institute institution foundation association " +
    "organization organisation union network ministry university school bank finance financial insurance exchange " +
    "market markets industry industries industrial manufacturing production products factory plant works development " +
    "projects construction engineering energy oil gas petroleum petrochemical chemical chemicals steel metal metals " +
    "mining electronics technology technologies tech systems software media shipping logistics transport " +
    "transportation marine maritime navigation aviation air airlines motors auto automotive pharma pharmaceutical " +
    "pharmaceuticals medical food foods agro bakery textile textiles travel tours hotel restaurant store shop supply " +
    "supplies"
  ).split(" "),
);

/** Long legal forms are recognised with one letter wrong, too many or too few, from this length on. */
const MISSPELT_LENGTH_MIN = 6;
const misspeltForms = new Map<string, string>();
for (const [word, form] of legalForms) {
  if (word.length >= MISSPELT_LENGTH_MIN) for (const key of shortenings(word)) misspeltForms.set(key, form);
}

/** Class of a legal form (`limited`, `joint-stock`, …), or undefined when the word is none. */
export function legalFormClass(word: string): string | undefined {
  const exact = legalForms.get(word);
  if (exact !== undefined || word.length < MISSPELT_LENGTH_MIN) return exact;
  for (const key of shortenings(word)) {
    const form = misspeltForms.get(key);
    if (form !== undefined) return form;
  }
  return undefined;
}

const WRITTEN_OUT_LENGTH = { min: 16, max: 28 } as const;

/** Class of a legal form written out in several words (`limited liability company`), joined without spaces. */
export function writtenOutLegalForm(joined: string): string | undefined {
  const { min, max } = WRITTEN_OUT_LENGTH;
  return joined.length < min || joined.length > max ? undefined : legalFormClass(joined);
}

function shortenings(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** Whether a word links parts of a name: `al`, `bin`, `de`, `of`. */
export function isParticle(word: string): boolean {
  return particles.has(word);
}

/** Whether a word is a title before a person's name. */
export function isHonorific(word: string): boolean {
  return honorifics.has(word);
}

/** Whether a word of an organisation's name says what it does, not who it is; a short list cannot tell by its rarity. */
export function isTradeWord(word: string): boolean {
  return tradeWords.has(word);
}
