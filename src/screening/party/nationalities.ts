import { normaliseText } from "../names/normalise.ts";
import { countryCode } from "./countries.ts";

/** Adjectives and nouns of nationality in English, by ISO 3166-1 alpha-2. */
const adjectiveTable = `
AE emirati|AF afghan|AL albanian|AM armenian|AO angolan|AR argentine|AR argentinian|AT austrian|AU australian
AZ azerbaijani|AZ azeri|BA bosnian|BD bangladeshi|BE belgian|BF burkinabe|BG bulgarian|BH bahraini|BI burundian
BJ beninese|BO bolivian|BR brazilian|BT bhutanese|BW botswanan|BY belarusian|BY belarussian|BZ belizean
CA canadian|CF central african|CH swiss|CI ivorian|CL chilean|CM cameroonian|CN chinese|CO colombian
CR costa rican|CU cuban|CY cypriot|CZ czech|DE german|DJ djiboutian|DK danish|DO dominican|DZ algerian
EC ecuadorean|EC ecuadorian|EE estonian|EG egyptian|ER eritrean|ES spanish|ET ethiopian|FI finnish|FR french
GA gabonese|GB british|GE georgian|GH ghanaian|GM gambian|GN guinean|GQ equatorial guinean|GR greek
GT guatemalan|GW bissau guinean|GY guyanese|HK hong konger|HN honduran|HR croatian|HT haitian|HU hungarian
ID indonesian|IE irish|IL israeli|IN indian|IQ iraqi|IR iranian|IR persian|IS icelandic|IT italian|JM jamaican
JO jordanian|JP japanese|KE kenyan|KG kyrgyz|KH cambodian|KM comoran|KM comorian|KP north korean|KR south korean
KW kuwaiti|KZ kazakh|KZ kazakhstani|LA lao|LA laotian|LB lebanese|LK sri lankan|LR liberian|LT lithuanian
LV latvian|LY libyan|MA moroccan|MD moldovan|ME montenegrin|MG malagasy|MK macedonian|ML malian|MM burmese
MN mongolian|MR mauritanian|MT maltese|MU mauritian|MV maldivian|MW malawian|MX mexican|MY malaysian
MZ mozambican|NA namibian|NE nigerien|NG nigerian|NI nicaraguan|NL dutch|NO norwegian|NP nepalese|NP nepali
NZ new zealand|OM omani|PA panamanian|PE peruvian|PG papua new guinean|PH filipino|PH philippine|PK pakistani
PL polish|PS palestinian|PT portuguese|PY paraguayan|QA qatari|RO romanian|RS serbian|RU russian|RW rwandan
SA saudi|SA saudi arabian|SC seychellois|SD sudanese|SE swedish|SG singaporean|SI slovenian|SK slovak
SL sierra leonean|SN senegalese|SO somali|SR surinamese|SS south sudanese|SV salvadoran|SY syrian|TD chadian
TG togolese|TH thai|TJ tajik|TL timorese|TM turkmen|TN tunisian|TR turkish|TT trinidadian|TW taiwanese
TZ tanzanian|UA ukrainian|UG ugandan|US american|US us|UY uruguayan|UZ uzbek|UZ uzbekistani|VE venezuelan
VN vietnamese|VU ni vanuatu|VU vanuatuan|XK kosovan|XK kosovar|YE yemeni|ZA south african|ZM zambian|ZW zimbabwean
CD drc|CF car|KP dprk`;

const codeByAdjective = new Map(
  adjectiveTable
    .trim()
    .split(/[|\n]/)
    .map((line) => [line.slice(3), line.slice(0, 2)]),
);

/**
 * ISO 3166-1 alpha-2 of a nationality given as country (`Iraq`, `Iran (Islamic Republic of)`) or as
 * adjective (`Iraqi`, `Iraqi citizenship`, `Somali national`); undefined when it is neither. An
 * adjective of two countries (`Congolese`) is none, and `na` means not available.
 */
export function nationalityCode(text: string): string | undefined {
  if (/^(?:na|n\/a|N\/A)$/.test(text.trim())) return undefined;
  const plain = normaliseText(text.replace(/\b(?:citizen(?:ship)?|nationals?|nationality)\b/gi, " "));
  return countryCode(text) ?? countryCode(plain) ?? codeByAdjective.get(plain);
}

/**
 * ISO 3166-1 alpha-2 of the country a place lies in today: `Russia`, `Ukrainian SSR (now Ukraine)`,
 * `Former USSR Currently Belarus`; undefined when the text does not end in one.
 */
export function placeCountry(text: string): string | undefined {
  const now = /\b(?:now|currently)\s+(?:the\s+)?([^()]+?)\s*\)?$/i.exec(text)?.[1];
  return countryCode(text) ?? (now === undefined ? undefined : countryCode(now));
}
