import { foldSpelling } from "./spelling.ts";

/**
 * Legal forms of organisations in classes, so that `GmbH` and `Limited` compare. The
 * classes follow what the form means for its owners: liability limited by shares that are
 * not traded, shares, partners, the state, members.
 */
const formTable = `
limited: ltd limited ltda limitada lda ooo sarl srl sdnbhd sdn bhd gmbh ggmbh mbh kft doo dooel llc wll fzllc fzco fze fzc spzoo zoo sro too tov taa tda mchj srls spolsro eood uab oy sia ou osauhing pvtltd pteltd ptyltd coltd limitedsirketi ltdsti sti shpk ehf bvba sprl bv besloten srlcv sdrl coltda pteltd yk gk pma dmcc ltdco llcfz odo otoo xkmmc mmc eirl sac tnhh jusikhoesa chusikhoesa yuhanhoesa yuhan
company: co company obshchestvo obshhestvo druzhestvo druzestvo tovarystvo companies compania companhia compagnie compagnia cia cie kompania kompaniya kompaniia corp corporation corporations inc incorporated korporatsiya korporatsiia sherkat sharikat sharika shirkat sirketi sirket spolka gesellschaft hoesa firma predpriyatie pidpryyemstvo
joint-stock: aktiengesellschaft sa sab sadecv sabdecv cv decv sas spa ag ab as asa plc pjsc jsc ojsc cjsc jscb pao oao zao nao oaad ao at pat prat vat zat aat qsc psc pao ad ead dd se nyrt zrt rt pt tbk saog saoc sapi sapidecv srldecv sderldecv derldecv sc scrl kk nv sae sal sak kscc ksc kpsc bsc sha akcionersko aksionerne otvoreno kabushikikaisha kabushikigaisha anonimsirketi hf abp oyj aps asc qmj osc aoot aozt ak
partnership: kg lp llp ohg gbr snc kgaa gmbhcokg partnership scs sca ks kd vof cv kommanditgesellschaft
private: private pvt pte pty chastnoe
public: public
state: gup fgup fsue mup rup up chup chtup ue sue soe kgup pup fku fgu fgbu fgbou fgaou gku gau gbu oguep
sole: ip fop chp ei sp
cooperative: coop cooperative eg genossenschaft kooperativ scarl
nonprofit: ev ngo ano nko noo
`;

const phraseTable = `
limited: limited liability company|with limited liability|limited liability|private limited company|private limited|proprietary limited|company limited|co limited|co ltd|sociedad de responsabilidad limitada|sociedade limitada|societe a responsabilite limitee|societa a responsabilita limitata|gesellschaft mit beschrankter haftung|gesellschaft mit beschraenkter haftung|obshchestvo s ogranichennoy otvetstvennostyu|obshchestvo s ogranichennoi otvetstvennostiu|obshchestvo s dopolnitelnoy otvetstvennostyu|tovarystvo z obmezhenoyu vidpovidalnistyu|tovarystvo z obmezhenoiu vidpovidalnistiu|tavarystva z abmezhavanay adkaznastsyu|tovarishchestvo s ogranichennoy otvetstvennostyu|drustvo s ogranicenom odgovornoscu|druzhestvo s ogranichena otgovornost|spolka z ograniczona odpowiedzialnoscia|spolecnost s rucenim omezenym|besloten vennootschap|sendirian berhad|limited sirketi|ltd sti|free zone establishment|free zone company|free zone enterprise|sp z o o|s r o|d o o|yugen kaisha|s de r l|s de rl|fz llc|aktsyonernae tavarystva
joint-stock: joint stock company|aktsionerno druzhestvo|aktsionerna kompaniya|open joint stock company|closed joint stock company|public joint stock company|private joint stock company|joint stock|joint stock commercial bank|public limited company|public company limited|shareholding company|stock company|sociedad anonima|sociedad anonima de capital variable|sociedade anonima|societe anonyme|societa per azioni|societe par actions simplifiee|aktsionernoe obshchestvo|aktsionernoye obshchestvo|publichnoe aktsionernoe obshchestvo|publichnoye aktsionernoye obshchestvo|otkrytoe aktsionernoe obshchestvo|otkrytoye aktsionernoye obshchestvo|zakrytoe aktsionernoe obshchestvo|zakrytoye aktsionernoye obshchestvo|nepublichnoe aktsionernoe obshchestvo|aktsionerne tovarystvo|publichne aktsionerne tovarystvo|pryvatne aktsionerne tovarystvo|vidkryte aktsionerne tovarystvo|adkrytae aktsyyanernae tavarystva|zakrytae aktsyyanernae tavarystva|akciova spolecnost|spolka akcyjna|anonim sirketi|naamloze vennootschap|perseroan terbatas|perusahaan perseroan|kabushiki kaisha|kabushiki gaisha|sherkat sahami khass|sahami khass|sahami aam|s a de c v|sa de cv|s p a
partnership: limited partnership|limited liability partnership|general partnership|gmbh co kg|gmbh and co kg
state: federal state unitary enterprise|state unitary enterprise|republican unitary enterprise|unitary enterprise|unitary production enterprise|private unitary enterprise|municipal unitary enterprise|federalnoe gosudarstvennoe unitarnoe predpriyatie|gosudarstvennoe unitarnoe predpriyatie|respublikanskoe unitarnoe predpriyatie|chastnoe unitarnoe predpriyatie|chastnoe torgovoe unitarnoe predpriyatie|unitarnoe predpriyatie|federal state budgetary institution|federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie|gosudarstvennoe predpriyatie
sole: sole proprietorship|sole proprietor|individual entrepreneur|individualnyy predprinimatel
nonprofit: autonomous non profit organization|autonomous nonprofit organization|avtonomnaya nekommercheskaya organizatsiya|eingetragener verein|non governmental organization
`;

const forms = new Map<string, string>();
for (const line of formTable.trim().split("\n")) {
  const [form = "", words = ""] = line.split(": ");
  for (const word of words.split(" ")) if (!forms.has(word)) forms.set(word, form);
}

/** Shorter phrases without spaces are words of other meanings. */
const RUN_TOGETHER_LENGTH_MIN = 10;
/** Words over which a phrase may be torn. */
const TORN_WORDS_MAX = 6;
/** Letters of a word of a phrase in which a slip is forgiven, in one word of the phrase. */
const SLIP_LENGTH_MIN = 5;

interface Phrase {
  /** Folds of its words, and the words as they are written here. */
  readonly words: readonly string[];
  readonly texts: readonly string[];
  readonly form: string;
}

/** Phrases by the fold of their first word, and by that of their second, the longest first. */
const phrases = new Map<string, Phrase[]>();
const phrasesBySecond = new Map<string, Phrase[]>();
/** Class of a phrase written without spaces, for words that were run together or torn apart. */
const runTogether = new Map<string, string>();
for (const line of phraseTable.trim().split("\n")) {
  const [form = "", texts = ""] = line.split(": ");
  for (const text of texts.split("|")) {
    const written = text.split(" ");
    notePhrase({ words: written.map(foldSpelling), texts: written, form });
  }
}
for (const list of [...phrases.values(), ...phrasesBySecond.values()]) {
  list.sort((a, b) => b.words.length - a.words.length);
}

function notePhrase(phrase: Phrase): void {
  const [first = "", second] = phrase.words;
  phrases.set(first, [...(phrases.get(first) ?? []), phrase]);
  if (second !== undefined) phrasesBySecond.set(second, [...(phrasesBySecond.get(second) ?? []), phrase]);
  const joined = phrase.texts.join("");
  if (joined.length >= RUN_TOGETHER_LENGTH_MIN) runTogether.set(joined, phrase.form);
}

/** Long legal forms are recognised with one letter wrong, too many, too few or swapped, from this length on. */
const MISSPELT_LENGTH_MIN = 6;
const misspeltForms = [...forms].filter(([word]) => word.length >= MISSPELT_LENGTH_MIN);

/** Class of a legal form written without any slip. */
export function exactLegalForm(word: string): string | undefined {
  return forms.get(word);
}

/** Class of a legal form (`limited`, `joint-stock`, …), or undefined when the word is none. */
export function legalFormClass(word: string): string | undefined {
  const exact = forms.get(word);
  if (exact !== undefined || word.length < MISSPELT_LENGTH_MIN) return exact;
  for (const [form, of] of misspeltForms) if (word[0] === form[0] && isOneSlipAway(word, form)) return of;
  return undefined;
}

/**
 * A legal form written out, that starts with a word of this fold: how many words it has, and its
 * class. One word may be misspelt by one letter, and words may be run together or torn apart:
 * `limted liability company`, `joint stockcompany`.
 */
export function writtenOutLegalForm(
  folds: readonly string[],
  texts: readonly string[],
  at: number,
): { words: number; form: string } | undefined {
  const [first = "", second = ""] = [folds[at], folds[at + 1]];
  const exact = phrases.get(first)?.find(({ words }) => words.every((word, i) => folds[at + i] === word));
  const found =
    exact ??
    misspeltPhrase(phrases.get(first), folds, texts, at) ??
    misspeltPhrase(phrasesBySecond.get(second), folds, texts, at);
  if (found) return { words: found.words.length, form: found.form };
  return runTogetherAt(texts, at);
}

/** The longest of the phrases that differs from the words in one slip of one long word only. */
function misspeltPhrase(
  candidates: readonly Phrase[] | undefined,
  folds: readonly string[],
  texts: readonly string[],
  at: number,
): Phrase | undefined {
  return candidates?.find(({ words, texts: written }) => {
    let slips = 0;
    return words.every((word, i) => {
      if (folds[at + i] === word) return true;
      const meant = written[i] ?? "";
      slips += 1;
      return slips === 1 && meant.length >= SLIP_LENGTH_MIN && isOneSlipAway(texts[at + i] ?? "", meant);
    });
  });
}

function runTogetherAt(texts: readonly string[], at: number): { words: number; form: string } | undefined {
  let joined = "";
  let found: { words: number; form: string } | undefined;
  for (let count = 1; count <= TORN_WORDS_MAX && at + count <= texts.length; count++) {
    joined += texts[at + count - 1] ?? "";
    const form = runTogether.get(joined);
    if (form !== undefined) found = { words: count, form };
  }
  return found;
}

/** One letter replaced, left out, added or swapped with its neighbour. */
function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (restA.slice(1) === restB || restA === restB.slice(1) || restA.slice(1) === restB.slice(1)) return true;
  return restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0];
}
