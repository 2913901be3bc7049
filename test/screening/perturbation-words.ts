/** Words the perturbations exchange. Written from general knowledge, apart from the tables of the product. */
const nicknameLines = `alexander alex sasha xander
aleksandr sasha alex
alexandra sasha alex
vladimir vova volodya
dmitry dima mitya
dmitriy dima
sergei seryozha serge
sergey serge
mikhail misha
nikolai kolya nick
nikolay kolya
ivan vanya
yevgeny zhenya
evgeny zhenya
anatoly tolya
pavel pasha
konstantin kostya
yuri yura
viktor vitya
robert bob rob bobby
william bill will
james jim jimmy
john johnny jack
michael mike mick
richard dick rick
joseph joe
thomas tom
charles charlie chuck
edward ed eddie ted
anthony tony
daniel dan danny
david dave
peter pete
george georgie
jose pepe
francisco paco pancho
ignacio nacho
manuel manolo
jesus chucho
guillermo memo
eduardo lalo
alberto beto
roberto beto
antonio tono
rafael rafa
luis lucho
enrique quique
alfonso poncho
gabriel gabi
mohammed mo
muhammad mo
elizabeth liz beth
margaret maggie peggy
katherine kate kathy
maria mari
tatiana tanya
natalia natasha
elena lena
olga olya
svetlana sveta
ekaterina katya
anastasia nastya
gerhard gerd
heinrich heinz
stefan steve
frederick fred
benjamin ben
samuel sam
andrew andy
christopher chris
patrick paddy
lawrence larry
gregory greg
victor vic
leonid lyonya
boris borya
igor gosha`;
export const nicknames: ReadonlyMap<string, readonly string[]> = new Map(
  nicknameLines.split("\n").map((line) => {
    const [name = "", ...short] = line.split(" ");
    return [name, short];
  }),
);

export const honorifics = [
  "Mr",
  "Mr.",
  "Mrs",
  "Dr.",
  "Dr",
  "Prof.",
  "Sheikh",
  "Haji",
  "General",
  "Gen.",
  "Colonel",
  "Eng.",
  "Sayyid",
  "Mullah",
  "Sir",
  "Hon.",
  "Capt.",
  "Minister",
  "Sra.",
  "Don",
];

/** Forms of one line mean the same. */
export const legalForms: readonly (readonly string[])[] = [
  ["LTD", "LTD.", "LIMITED"],
  ["CO", "CO.", "COMPANY"],
  ["CORP", "CORP.", "CORPORATION"],
  ["INC", "INC.", "INCORPORATED"],
  ["LLC", "L.L.C.", "LIMITED LIABILITY COMPANY"],
  ["CO., LTD.", "COMPANY LIMITED", "CO LTD"],
  ["S.A.", "SA", "SOCIEDAD ANONIMA"],
  ["S.A. DE C.V.", "SA DE CV"],
  ["GMBH", "G.M.B.H.", "GESELLSCHAFT MIT BESCHRANKTER HAFTUNG"],
  ["LTDA", "LTDA.", "LIMITADA"],
  ["OOO", "LLC", "OBSHCHESTVO S OGRANICHENNOY OTVETSTVENNOSTYU"],
  ["OAO", "JSC", "OPEN JOINT STOCK COMPANY"],
  ["PJSC", "PAO", "PUBLIC JOINT STOCK COMPANY"],
  ["JSC", "AO", "JOINT STOCK COMPANY"],
  ["FZE", "FREE ZONE ESTABLISHMENT"],
  ["S.R.L.", "SRL"],
  ["S.A.S.", "SAS"],
  ["B.V.", "BV"],
  ["PLC", "P.L.C."],
  ["A.S.", "AS", "ANONIM SIRKETI"],
];

export const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/\bINTERNATIONAL\b/i, "intl"],
  [/\bTRADING\b/i, "trdg"],
  [/\bCOMPANY\b/i, "co"],
  [/\bGROUP\b/i, "grp"],
  [/\bSERVICES\b/i, "srvcs"],
  [/\bMANUFACTURING\b/i, "mfg"],
  [/\bTECHNOLOGY\b/i, "tech"],
  [/\bTECHNOLOGIES\b/i, "tech"],
  [/\bGENERAL\b/i, "gen"],
  [/\bINDUSTRIES\b/i, "ind"],
  [/\bINDUSTRIAL\b/i, "indl"],
  [/\bENGINEERING\b/i, "eng"],
  [/\bDEVELOPMENT\b/i, "dev"],
  [/\bMANAGEMENT\b/i, "mgmt"],
  [/\bTRANSPORTATION\b/i, "transp"],
  [/\bASSOCIATION\b/i, "assn"],
  [/\bNATIONAL\b/i, "natl"],
  [/\bDEPARTMENT\b/i, "dept"],
  [/\bMINISTRY\b/i, "min"],
  [/\bUNIVERSITY\b/i, "univ"],
  [/\bBROTHERS\b/i, "bros"],
  [/\bLIMITED\b/i, "ltd"],
  [/\bCORPORATION\b/i, "corp"],
  [/\bENTERPRISES\b/i, "ent"],
  [/\band\b/i, "&"],
  [/\bSHIPPING\b/i, "shpg"],
  [/\bCONSTRUCTION\b/i, "constr"],
  [/\bINVESTMENTS?\b/i, "inv"],
  [/\bPETROLEUM\b/i, "petr"],
  [/\bRESEARCH\b/i, "res"],
];

/** Letters that different romanisations of one name exchange. */
export const spellings: readonly (readonly [RegExp, string])[] = [
  [/\b(mohammed|mohamed|mohammad)\b/i, "muhammad"],
  [/\bmuhammad\b/i, "mohamed"],
  [/\b(ahmed)\b/i, "ahmad"],
  [/\bahmad\b/i, "ahmed"],
  [/\bhussein\b/i, "husayn"],
  [/\bhusayn\b/i, "hussain"],
  [/\b(yousef|yusuf)\b/i, "youssef"],
  [/\babd[ -]?(al|el|ul)[ -]?/i, "abdul "],
  [/\bal-/i, "el "],
  [/\bal-/i, "al"],
  [/\bibn\b/i, "bin"],
  [/kh/i, "h"],
  [/q/i, "k"],
  [/sh/i, "sch"],
  [/ou/i, "u"],
  [/oo/i, "u"],
  [/ee/i, "i"],
  [/ei/i, "ey"],
  [/ay/i, "ai"],
  [/iy\b/i, "y"],
  [/y\b/i, "iy"],
  [/\bye/i, "e"],
  [/\be/i, "ye"],
  [/ov\b/i, "off"],
  [/ev\b/i, "eff"],
  [/ks/i, "x"],
  [/x/i, "ks"],
  [/zh/i, "j"],
  [/ts/i, "tz"],
  [/ch/i, "tch"],
  [/v/i, "w"],
  [/w/i, "v"],
  [/mm/i, "m"],
  [/ss/i, "s"],
  [/ah\b/i, "a"],
  [/a\b/i, "ah"],
  [/dh/i, "d"],
  [/gh/i, "g"],
  [/ph/i, "f"],
  [/f/i, "ph"],
  [/c(?=[aou])/i, "k"],
  [/j/i, "dj"],
];
