import { abjadLetters } from "../abjad-letters.ts";

/** Titles and particles of personal names in Arabic writing, as Latin names have them. */
const titleTable = `
بن bin
ابن ibn
بنت bint
ابو abu
ابي abu
ابا abu
ام umm
ال al
آل al
ولد ould
و wa
دکتر dr
دکتور dr
الدکتور dr
مهندس engineer
استاد prof
جنرال general
ژنرال general
سرتيپ brigadier
سردار sardar
سرلشکر general
سرهنگ colonel
عميد brigadier
عقيد colonel
لواء general
ملا mullah
مولوي mawlawi
مولوی mawlawi
مولانا maulana
شيخ sheikh
سيد sayyid
حاج haji
حاجي haji
قاري qari
قاری qari
قاضي qazi
امام imam
`;

/** What organisations are and do, in Arabic and Persian: names of organisations are translated, those of people are not. */
const organisationTable = `
شرکت company
شرکة company
شرکه company
محدوده limited
محدودة limited
مسئوليت liability
سهامي company
خاص private
عام public
ذمم limited
مؤسسة institution
موسسه institution
بنياد foundation
سازمان organization
منظمة organization
جمعية association
انجمن association
جماعة group
مجموعة group
مجموعه group
گروه group
هلدينگ holding
قابضة holding
بنک bank
بانک bank
مصرف bank
صرافي exchange
صرافی exchange
صرافة exchange
حواله hawala
دولية international
دولي international
الملل international
عالمية global
تجارة trading
تجارت trading
تجارية trading
تجاري trading
بازرگاني trading
بازرگانی trading
صناعة industry
صناعات industries
صناعية industrial
صنايع industries
صنعت industry
صنعتي industrial
صنعتی industrial
نفت oil
نفط oil
نفتي oil
نفتی oil
گاز gas
غاز gas
پتروشيمي petrochemical
پتروشيمی petrochemical
شيميايي chemical
شيميايی chemical
کيمياوية chemical
حفاري drilling
حفاری drilling
پالايش refining
پالايشگاه refinery
مصفاة refinery
شحن shipping
ملاحة shipping
کشتيراني shipping
کشتيرانی shipping
دريا sea
دريايي marine
دريايی marine
طيران aviation
هواپيمايي airlines
هواپيمايی airlines
هوايي air
هوايی air
فضايي space
فضايی space
دانشگاه university
جامعة university
کلية college
مرکز center
معهد institute
پژوهشگاه institute
تحقيقات research
بحوث research
بحوث research
علمية scientific
علوم sciences
وزارت ministry
وزارة ministry
دفاع defense
داخلية interior
نيروي force
نيروی force
سپاه corps
پاسداران guard
انقلاب revolution
انقلابي revolutionary
ملي national
ملی national
وطنية national
وطني national
عامة general
عمومي general
مرکزي central
مرکزی central
اسلامي islamic
اسلامی islamic
اسلامية islamic
جمهوري republic
جمهوری republic
ايران iran
ايراني iranian
ايرانی iranian
سورية syria
سوريا syria
سوري syrian
عراق iraq
لبنان lebanon
يمن yemen
ليبيا libya
مصر egypt
سودان sudan
افغانستان afghanistan
استثمار investment
سرمايه capital
گذاري investment
گذاری investment
تأمين insurance
بيمه insurance
مقاولات contracting
بناء construction
ساختماني construction
ساختمانی construction
هندسة engineering
مهندسي engineering
مهندسی engineering
خدمات services
فني technical
فنی technical
فناوري technology
فناوری technology
تکنولوجيا technology
الکترونيک electronics
الکترونيات electronics
نقل transport
حمل transport
سياحة tourism
سفر travel
معادن mines
معدني mineral
معدنی mineral
فولاد steel
حديد iron
توليد production
توليدي production
توليدی production
توسعه development
تنمية development
اعمال business
متقدمة advanced
لوجستيات logistics
لوجيستکس logistics
`;

const titles = readTable(titleTable);
const organisationWords = readTable(organisationTable);

function readTable(table: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const line of table.trim().split("\n")) {
    const [written = "", english = ""] = line.split(" ");
    words.set(abjadLetters(written), english);
  }
  return words;
}

/** A title or particle as it stands in Latin names; undefined for all other words. */
export function arabicTitle(letters: string): string | undefined {
  return titles.get(letters);
}

/** The English word for what an organisation is or does; undefined for all other words. */
export function arabicOrganisationWord(letters: string): string | undefined {
  return organisationWords.get(letters);
}
