import { describe, expect, test } from "vitest";
import { foldSpelling } from "../spelling.ts";
import { type NameToken, tokenise } from "../tokens.ts";

function tokensOf(text: string): NameToken[] {
  return tokenise(text, "person").filter(({ role }) => role !== "particle");
}

/** Folds of all readings of a token. */
function readings(token: NameToken): string[] {
  return [token.folded, ...token.also.map(foldSpelling)];
}

/** Whether each token of the first name has a reading in common with the token at the same place of the second. */
function meet(a: string, b: string): boolean {
  const first = tokensOf(a);
  const second = tokensOf(b);
  if (first.length !== second.length || first.length === 0) return false;
  return first.every((token, at) => {
    const other = second[at];
    return other !== undefined && readings(token).some((reading) => readings(other).includes(reading));
  });
}

describe.each([
  [
    "Cyrillic",
    [
      ["Владимир Путин", "Vladimir Putin"],
      ["Евгений Пригожин", "Yevgeniy Prigozhin", "Evgeny Prigozhin", "Evgenii Prigozhin"],
      ["Сергей Шойгу", "Sergei Shoigu", "Sergey Shoygu"],
      ["Хрущёв", "Khrushchev", "Khrushchyov"],
      ["Фёдор Щербаков", "Fyodor Shcherbakov", "Fedor Shcherbakov"],
      ["Юлия Яковлева", "Yuliya Yakovleva", "Iuliia Iakovleva", "Julija Jakovleva"],
      ["Дмитрий Троцкий", "Dmitry Trotsky", "Dmitriy Trotskiy", "Dmitrij Trotskij"],
      ["Васильев", "Vasilyev", "Vasiliev"],
      ["Николай Тарасов", "Nikolaj Tarasov", "Nikolai Tarasov", "Nikolay Tarasov"],
      ["Алексеевич", "Alekseevich", "Alexeyevich", "Aleksejevitj"],
      ["Олег Гончаренко", "Oleh Honcharenko", "Oleg Goncharenko"],
      ["Сергій Їжакевич", "Serhii Yizhakevych"],
      ["Уладзімір Макей", "Uladzimir Makei"],
      ["Аляксандр Лукашэнка", "Aliaksandr Lukashenka"],
      ["Жаңабай Қасымов", "Zhanabay Kasymov"],
      ["Ђорђе Миловановић", "Djordje Milovanovic", "Đorđe Milovanović"],
      ["Душан Живковић", "Dušan Živković"],
      ["Никола Груевски", "Nikola Gruevski"],
      ["Бойко Първанов", "Boyko Parvanov"],
    ],
    [
      ["Владимир Путин", "Vladimir Putina"],
      ["Иванов", "Ivanova"],
      ["Сергей", "Serge"],
      ["Андрей", "Andrea"],
      ["Алексей", "Aleksandr"],
      ["Петров", "Petrovich"],
      ["Жуков", "Zukov"],
      ["Дмитрий", "Demyan"],
      ["Шойгу", "Choigan"],
      ["Мария", "Marina"],
      ["Чен", "Shen"],
      ["Юрий", "Irina"],
    ],
  ],
  [
    "Greek",
    [
      ["Κυριάκος Μητσοτάκης", "Kyriakos Mitsotakis"],
      ["Μπακογιάννης", "Bakogiannis"],
      ["Ντόρα", "Dora", "Ntora"],
      ["Γκίκας", "Gikas"],
      ["Παπανδρέου", "Papandreou"],
      ["Ευάγγελος", "Evangelos"],
      ["Αυγερινός", "Avgerinos"],
      ["Οικονόμου", "Ikonomou", "Oikonomou"],
      ["Γεώργιος", "Georgios"],
      ["Χρήστος", "Christos"],
    ],
    [
      ["Παππάς", "Pappis"],
      ["Γεώργιος", "Georgia"],
      ["Νίκος", "Nina"],
      ["Ντόρα", "Nora"],
      ["Κώστας", "Costin"],
      ["Δήμος", "Thomas"],
      ["Σπύρος", "Petros"],
      ["Άννα", "Ioanna"],
    ],
  ],
  [
    "Georgian and Armenian",
    [
      ["ვახტანგ გომელაური", "Vakhtang Gomelauri"],
      ["სულხან თამაზაშვილი", "Sulkhan Tamazashvili"],
      ["ჭავჭავაძე", "Chavchavadze"],
      ["Սերժ Սարգսյան", "Serzh Sargsyan"],
      ["Հովհաննիսյան", "Hovhannisyan"],
      ["Պետրոսյան", "Petrosyan", "Bedrosyan"],
      ["Ռուբեն", "Ruben"],
      ["Գևորգյան", "Gevorgyan"],
    ],
    [
      ["გიორგი", "Grigori"],
      ["თამარ", "Tamari"],
      ["ნიკა", "Nina"],
      ["Արմեն", "Arman"],
      ["Կարեն", "Karine"],
      ["Սարգսյան", "Sahakyan"],
    ],
  ],
  [
    "Hangul",
    [
      ["김정은", "Kim Jong Un", "KIM Jong-un", "Gim Jeong-eun", "Kim Jung-un"],
      ["박철수", "Pak Chol Su", "Park Cheol Su", "Bak Cheol-su"],
      ["리용호", "Ri Yong Ho", "Lee Yong Ho"],
      ["최룡해", "Choe Ryong Hae", "Choi Ryong-hae"],
      ["조용원", "Jo Yong Won", "Cho Yong-won"],
      ["안정혁", "An Jong Hyok", "AN Jong Hyuk"],
      ["이", "Lee", "Yi", "Rhee"],
    ],
    [
      ["김정은", "Kim Jong Il"],
      ["박철수", "Kim Chol Su"],
      ["리용호", "Ri Yong Nam"],
      ["최", "Cha"],
      ["정", "Jang"],
      ["김", "Kang"],
    ],
  ],
  [
    "Han",
    [
      ["习近平", "Xi Jinping"],
      ["習近平", "Hsi Jinping"],
      ["张伟", "Zhang Wei", "Chang Wei", "Cheung Wei"],
      ["周志", "Zhou Zhi", "Chou Chih"],
      ["蔡明", "Cai Ming", "Tsai Ming"],
      ["欧阳修", "Ouyang Xiu"],
      ["李晓翠", "Li Xiaocui", "Lee Xiaocui", "Li Hsiaotsui"],
      ["赵光宗", "Zhao Guangzong"],
    ],
    [
      ["张伟", "Wang Wei"],
      ["李晓翠", "Liu Xiaocui"],
      ["王明", "Zhang Ming"],
      ["周志", "Zhao Zhi"],
      ["陈志", "Zhou Zhi"],
      ["习近平", "Li Jinping"],
    ],
  ],
  [
    "Kana",
    [
      ["タロウ", "Taro", "Tarou"],
      ["ヤマダ・ショウジ", "Yamada Shoji", "Yamada Syouzi"],
      ["きょうこ", "Kyoko"],
      ["マツモト", "Matsumoto", "Matumoto"],
      ["はっとり", "Hattori"],
    ],
    [
      ["タロウ", "Jiro"],
      ["マツモト", "Matsuda"],
      ["きょうこ", "Keiko"],
    ],
  ],
  [
    "Latin with accents",
    [
      ["Müller", "Mueller", "Muller"],
      ["Kašlev", "Kashlev", "Kaslev"],
      ["Jelena Čišić", "Yelena Chishich", "Jelena Cisic"],
      ["Vladimirovitj Bondartjuk", "Vladimirovich Bondarchuk"],
      ["Søren Åkesson", "Soren Akesson", "Soeren Aakesson"],
      ["Işık Şahin", "Isik Sahin", "Ishik Shahin"],
      ["Łukasz", "Lukasz"],
      ["Đorđe", "Djordje"],
      ["Nguyễn Văn", "Nguyen Van"],
      ["P3trov", "Petrov"],
    ],
    [
      ["Müller", "Miller"],
      ["Kašlev", "Kozlev"],
      ["Jones", "Yones"],
      ["John", "Yohn"],
      ["Anjali", "Anyali"],
      ["Benjamin", "Benyamin"],
      ["Jameson", "Yameson"],
      ["Petrov2", "Petrovz"],
    ],
  ],
])("%s", (_, same, different) => {
  test.each(
    same.map(([written = "", ...others]) => [written, others.filter((other) => other !== "")] as const),
  )("%s meets %j", (written, others) => {
    expect(others.filter((other) => !meet(written, other))).toEqual([]);
  });

  test.each(different)("%s does not meet %s", (written, other) => expect(meet(written, other)).toBe(false));
});

describe("family names by position", () => {
  test.each([
    ["김정은", ["kim"]],
    ["李晓翠", ["li"]],
    ["欧阳修", ["ouyang"]],
    ["Kim Jong Un", []],
    ["王", []],
    ["阿科波夫格兰特", []],
  ])("%s: %j", (text, family) => {
    const marked = tokenise(text, "person").filter((token) => token.family);
    expect(marked.map((token) => token.text)).toEqual(family);
  });
});
