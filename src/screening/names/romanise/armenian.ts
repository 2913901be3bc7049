import { asciiOf } from "./ascii.ts";
import { letterTable } from "./letters.ts";
import { otherReadings, type Romanised } from "./romanised.ts";

/** Eastern Armenian by BGN/PCGN 1981 without apostrophes … */
const letters = letterTable(`
ա:a բ:b գ:g դ:d ե:e զ:z է:e ը:y թ:t ժ:zh ի:i լ:l խ:kh ծ:ts կ:k հ:h ձ:dz ղ:gh ճ:ch մ:m յ:y ն:n շ:sh ո:o չ:ch պ:p ջ:j
ռ:r ս:s վ:v տ:t ր:r ց:ts ւ:v փ:p ք:k օ:o ֆ:f և:ev
`);
/** … and the letters that sound otherwise in Western Armenian, the language of the diaspora. */
const western = letterTable("բ:p գ:k դ:t ծ:dz կ:g ձ:ts ճ:j պ:b ջ:ch տ:d");

/** A lower-case Armenian word in Latin letters, by its eastern reading and also by its western one. */
export function romaniseArmenian(word: string): Romanised {
  const text = transcribe(word, undefined);
  return { text, also: otherReadings(text, [transcribe(word, western)]) };
}

function transcribe(word: string, own: ReadonlyMap<string, string> | undefined): string {
  let text = "";
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] ?? "";
    const next = word[at + 1] ?? "";
    if (letter === "ո" && next === "ւ") {
      text += "u";
      at += 1;
    } else if (at === 0 && letter === "ե") text += "ye";
    else if (at === 0 && letter === "ո" && next !== "վ") text += "vo";
    else text += own?.get(letter) ?? letters.get(letter) ?? asciiOf(letter);
  }
  return text;
}
