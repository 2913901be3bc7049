import { abjadLetters, vocalise } from "../abjad-letters.ts";
import { asciiOf } from "./ascii.ts";
import type { Romanised } from "./romanised.ts";

/** Frequent Hebrew names and the commonest Latin spelling of each; other names get guessed vowels. */
const nameTable = `
דוד david משה moshe יוסף yosef יעקב yaakov אברהם avraham יצחק yitzhak שמואל shmuel שמעון shimon ישראל israel חיים haim
מאיר meir אליהו eliyahu אהרון aharon אהרן aharon יהודה yehuda נתן natan דניאל daniel דניאלה daniella יונתן yonatan מיכאל michael גבריאל gabriel
רפאל rafael אלישע elisha יששכר issachar נפתלי naftali בנימין benjamin שלמה shlomo מרדכי mordechai עמיחי amichai אריאל ariel אריה arye זאב zeev
צבי zvi יגאל yigal גיל gil רון ron עמית amit אורי uri אבי avi איתמר itamar בצלאל bezalel לוי levi כהן cohen מזרחי mizrahi פרץ peretz
ביטון biton אזולאי azoulay פרידמן friedman גולדברג goldberg שפירא shapira כץ katz רוזנברג rosenberg וייס weiss אטינגר ettinger פדרמן federman
ינון yinon עילאי ilay שלום shalom חסן hassan נסראללה nasrallah מוחמד mohammed אחמד ahmad חוסיין hussein עלי ali מחמוד mahmoud אברהים ibrahim
שרה sarah רבקה rivka רחל rachel לאה leah מרים miriam אסתר esther רות ruth חנה hanna נעמי naomi יעל yael תמר tamar מיכל michal שירה shira נועה noa
בן ben בר bar בת bat בית beit אל el רב rabbi הרב rabbi
בעמ ltd חברה company בנק bank קבוצת group עמותת association עמותה association
`;
const names = new Map<string, string>();
const cells = nameTable.trim().split(/\s+/);
for (let at = 0; at + 1 < cells.length; at += 2)
  names.set(abjadLetters(cells[at] ?? ""), cells[at + 1] ?? "");

/** A Hebrew word, with its letters because its vowels are a guess. */
export function romaniseHebrew(word: string): Romanised {
  const letters = abjadLetters(word);
  if (letters === "") return { text: asciiOf(word) };
  return { text: names.get(letters) ?? vocalise(letters), letters };
}
