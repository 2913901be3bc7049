import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abjadLetters, vocalise } from "./abjad-letters.ts";
import { abjadSimilarity } from "./abjad-similarity.ts";
import { consonantClasses, letterClassKeys, skeletonClass } from "./consonant-classes.ts";
import { tokenise } from "./tokens.ts";

/** Tokens that name somebody, of a name of one word each. */
function tokenOf(text: string) {
  const token = tokenise(text, "person").find(({ role }) => role !== "particle");
  if (token === undefined) throw new Error(`"${text}" has no word.`);
  return token;
}

function share(a: string, b: string): boolean {
  const keys = consonantClasses(tokenOf(b));
  return consonantClasses(tokenOf(a)).some((key) => keys.includes(key));
}

const same: readonly (readonly [string, string])[] = [
  ["محمد", "Mohammed"],
  ["محمد", "Muhammad"],
  ["محمد", "Mohamad"],
  ["حسين", "Hussein"],
  ["حسين", "Husayn"],
  ["حسين", "Hossein"],
  ["حسن", "Hassan"],
  ["أحمد", "Ahmad"],
  ["احمد", "Ahmet"],
  ["خالد", "Khaled"],
  ["یوسف", "Yousef"],
  ["عثمان", "Osman"],
  ["عثمان", "Uthman"],
  ["رمضان", "Ramazan"],
  ["رضا", "Reza"],
  ["رضا", "Rida"],
  ["قاسم", "Ghasem"],
  ["القذافي", "Gaddafi"],
  ["القذافي", "Qadhafi"],
  ["جمال", "Gamal"],
  ["جمال", "Djamel"],
  ["شريف", "Cherif"],
  ["الشريف", "Alsharif"],
  ["النجار", "Annajjar"],
  ["فتحي", "Fathi"],
  ["فاطمة", "Fatimah"],
  ["عبد الرحمن", "Abdurrahman"],
  ["عبدالله", "Abdullah"],
  ["نصرالله", "Nasrallah"],
  ["حبیب الله", "Habibullah"],
  ["نورالدین", "Nooruddin"],
  ["سيف الدين", "Sayf al-Din"],
  ["شمس الرحمن", "Shams ur-Rahman"],
  ["ﻣﺤﻤﺪ", "Mohammed"],
  ["حقانی", "Haqqani"],
  ["חסן", "Hassan"],
  ["נסראללה", "Nasrallah"],
  ["מרדכי", "Mordechai"],
  ["שמואל", "Shmuel"],
  ["יצחק", "Yitzhak"],
  ["כהן", "Cohen"],
];

const different: readonly (readonly [string, string])[] = [
  ["محمد", "Mahmoud"],
  ["محمد", "Hamid"],
  ["محمد", "Ahmad"],
  ["حسين", "Mohsen"],
  ["حسن", "Hashem"],
  ["جمال", "Kamal"],
  ["كمال", "Jamal"],
  ["خالد", "Walid"],
  ["سالم", "Sultan"],
  ["سالم", "Islam"],
  ["علي", "Adel"],
  ["علي", "Allan"],
  ["عمر", "Karim"],
  ["يوسف", "Sofia"],
  ["يوسف", "Saif"],
  ["فتحي", "Fahd"],
  ["ناصر", "Mansour"],
  ["نصر", "Nizar"],
  ["رشيد", "Farid"],
  ["قاسم", "Wasim"],
  ["عبدالله", "Abdelaziz"],
  ["نصرالله", "Fazlullah"],
  ["נתן", "Dan"],
  ["חיים", "Miriam"],
  ["לוי", "Eitan"],
  ["כהן", "Karina"],
];

describe("names in Arabic and Hebrew letters", () => {
  test.each(same)("%s is found by and resembles %s", (abjad, latin) => {
    expect(share(abjad, latin)).toBe(true);
    expect(abjadSimilarity(tokenOf(abjad), tokenOf(latin))).toBeGreaterThanOrEqual(0.85);
  });

  test.each(different)("%s is not %s", (abjad, latin) => {
    const similarity = abjadSimilarity(tokenOf(abjad), tokenOf(latin));
    expect(share(abjad, latin) && similarity >= 0.8).toBe(false);
  });

  test("the nearer vowels win: Hassan before Hussein, and the other way round", () => {
    const [hassan, hussein] = [tokenOf("Hassan"), tokenOf("Hussein")];
    expect(abjadSimilarity(tokenOf("حسن"), hassan)).toBeGreaterThan(abjadSimilarity(tokenOf("حسن"), hussein));
    expect(abjadSimilarity(tokenOf("حسين"), hussein)).toBeGreaterThan(
      abjadSimilarity(tokenOf("حسين"), hassan),
    );
  });

  test("Persian, Urdu and Pashto letters are those of the Arabic name", () => {
    expect(abjadLetters("کریم")).toBe(abjadLetters("كريم"));
    expect(abjadLetters("علی")).toBe(abjadLetters("علي"));
    expect(abjadLetters("نهرو")).toBe(abjadLetters("نہرو"));
    expect(abjadLetters("مُحَمَّد".normalize("NFC"))).toBe("mHmd");
  });

  test("similarity is symmetric, within 0 and 1, and 0 for two Latin tokens", () => {
    const arabic = fc.string({
      unit: fc.constantFrom(..."ابتثجحخدذرزسشصضطظعغفقكلمنهويةىپچژگ"),
      minLength: 1,
      maxLength: 12,
    });
    const latin = fc.string({
      unit: fc.constantFrom(..."abdefghijklmnoqrstuwyz"),
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(arabic, fc.oneof(arabic, latin), (first, second) => {
        const [a] = tokenise(first, "person");
        const [b] = tokenise(second, "person");
        if (a === undefined || b === undefined) return;
        const similarity = abjadSimilarity(a, b);
        expect(similarity).toBe(abjadSimilarity(b, a));
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
      }),
    );
    expect(abjadSimilarity(tokenOf("Hassan"), tokenOf("Hassan"))).toBe(0);
  });

  test("a word is found by its own likeliest reading", () => {
    const letters = fc.string({ unit: fc.constantFrom(..."bjrsSqklmnf"), minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(letters, (word) => {
        expect(letterClassKeys(word)).toContain(skeletonClass(vocalise(word)));
      }),
    );
  });

  test("keys of one word are few", () => {
    expect(letterClassKeys("jDQZFjDQZFjDQZF").length).toBeLessThanOrEqual(8);
  });
});
