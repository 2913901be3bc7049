import { asciiOf } from "./ascii.ts";
import { letterTable } from "./letters.ts";
import type { Romanised } from "./romanised.ts";

/** The national system of 2002 without its apostrophes. */
const letters = letterTable(`
ა:a ბ:b გ:g დ:d ე:e ვ:v ზ:z თ:t ი:i კ:k ლ:l მ:m ნ:n ო:o პ:p ჟ:zh რ:r ს:s ტ:t უ:u ფ:p ქ:k ღ:gh ყ:q შ:sh ჩ:ch ც:ts
ძ:dz წ:ts ჭ:ch ხ:kh ჯ:j ჰ:h ჱ:ey ჲ:y ჳ:w ჴ:q ჵ:o ჶ:f
`);

/** A Georgian word in Latin letters. */
export function romaniseGeorgian(word: string): Romanised {
  let text = "";
  for (const letter of word) text += letters.get(letter) ?? asciiOf(letter);
  return { text };
}
