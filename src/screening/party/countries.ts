import { normaliseText } from "../names/normalise.ts";

/**
 * Countries by ISO 3166-1 alpha-2: alpha-3, the English short name (Unicode CLDR), then
 * the other names that sanctions lists and customers use. AN and XK are not current ISO
 * codes but occur on lists. Gaza and the West Bank are listed by OFAC as regions.
 */
const countryTable = `
AD|AND|Andorra
AE|ARE|United Arab Emirates|UAE
AF|AFG|Afghanistan
AG|ATG|Antigua & Barbuda|Antigua and Barbuda
AI|AIA|Anguilla
AL|ALB|Albania
AM|ARM|Armenia
AN|Netherlands Antilles|ANT
AO|AGO|Angola
AQ|ATA|Antarctica
AR|ARG|Argentina
AS|ASM|American Samoa
AT|AUT|Austria
AU|AUS|Australia
AW|ABW|Aruba
AX|ALA|Åland Islands
AZ|AZE|Azerbaijan
BA|BIH|Bosnia & Herzegovina|Bosnia and Herzegovina
BB|BRB|Barbados
BD|BGD|Bangladesh
BE|BEL|Belgium
BF|BFA|Burkina Faso
BG|BGR|Bulgaria
BH|BHR|Bahrain
BI|BDI|Burundi
BJ|BEN|Benin
BL|BLM|St. Barthélemy
BM|BMU|Bermuda
BN|BRN|Brunei|Brunei Darussalam
BO|BOL|Bolivia|Plurinational State of Bolivia
BQ|BES|Caribbean Netherlands
BR|BRA|Brazil
BS|BHS|Bahamas|Bahamas, The|The Bahamas
BT|BTN|Bhutan
BV|BVT|Bouvet Island
BW|BWA|Botswana
BY|BLR|Belarus
BZ|BLZ|Belize
CA|CAN|Canada
CC|CCK|Cocos (Keeling) Islands
CD|COD|Congo - Kinshasa|Congo, Democratic Republic of the|Democratic Republic of the Congo|DR Congo|Congo (Democratic Republic)|DRC
CF|CAF|Central African Republic
CG|COG|Congo - Brazzaville|Congo, Republic of the|Republic of the Congo|Congo
CH|CHE|Switzerland
CI|CIV|Côte d’Ivoire|Cote d Ivoire|Ivory Coast
CK|COK|Cook Islands
CL|CHL|Chile
CM|CMR|Cameroon
CN|CHN|China|People's Republic of China|PRC|Region: China
CO|COL|Colombia
CR|CRI|Costa Rica
CU|CUB|Cuba
CV|CPV|Cape Verde|Cabo Verde|Cabo Verde. Previously Cape Verde.
CW|CUW|Curaçao|Curacao
CX|CXR|Christmas Island
CY|CYP|Cyprus
CZ|CZE|Czechia|Czech Republic
DE|DEU|Germany
DJ|DJI|Djibouti
DK|DNK|Denmark
DM|DMA|Dominica
DO|DOM|Dominican Republic
DZ|DZA|Algeria
EC|ECU|Ecuador
EE|EST|Estonia
EG|EGY|Egypt
EH|ESH|Western Sahara
ER|ERI|Eritrea
ES|ESP|Spain
ET|ETH|Ethiopia
FI|FIN|Finland
FJ|FJI|Fiji
FK|FLK|Falkland Islands
FM|FSM|Micronesia|Federated States of Micronesia
FO|FRO|Faroe Islands
FR|FRA|France
GA|GAB|Gabon
GB|GBR|United Kingdom|UK|Great Britain|England|Scotland|Wales|Northern Ireland|United Kingdom of Great Britain and Northern Ireland
GD|GRD|Grenada
GE|GEO|Georgia
GF|GUF|French Guiana
GG|GGY|Guernsey
GH|GHA|Ghana
GI|GIB|Gibraltar
GL|GRL|Greenland
GM|GMB|Gambia|Gambia, The|The Gambia
GN|GIN|Guinea
GP|GLP|Guadeloupe
GQ|GNQ|Equatorial Guinea
GR|GRC|Greece
GS|SGS|South Georgia & South Sandwich Islands
GT|GTM|Guatemala
GU|GUM|Guam
GW|GNB|Guinea-Bissau
GY|GUY|Guyana
HK|HKG|Hong Kong SAR China|Hong Kong|China, Hong Kong Special Administrative Region
HM|HMD|Heard & McDonald Islands
HN|HND|Honduras
HR|HRV|Croatia
HT|HTI|Haiti
HU|HUN|Hungary
ID|IDN|Indonesia
IE|IRL|Ireland
IL|ISR|Israel
IM|IMN|Isle of Man|Man, Isle of
IN|IND|India
IO|IOT|British Indian Ocean Territory
IQ|IRQ|Iraq
IR|IRN|Iran|Islamic Republic of Iran|Region: Iran|Iran (Islamic Republic of)
IS|ISL|Iceland
IT|ITA|Italy
JE|JEY|Jersey
JM|JAM|Jamaica
JO|JOR|Jordan
JP|JPN|Japan
KE|KEN|Kenya
KG|KGZ|Kyrgyzstan
KH|KHM|Cambodia
KI|KIR|Kiribati
KM|COM|Comoros|Comoros Islands
KN|KNA|St. Kitts & Nevis|Saint Kitts and Nevis|St. Kitts and Nevis|St Kitts and Nevis
KP|PRK|North Korea|Korea, North|DPRK|Democratic People's Republic of Korea
KR|KOR|South Korea|Korea, South|Republic of Korea
KW|KWT|Kuwait
KY|CYM|Cayman Islands
KZ|KAZ|Kazakhstan
LA|LAO|Laos|Lao People's Democratic Republic
LB|LBN|Lebanon
LC|LCA|St. Lucia|Saint Lucia
LI|LIE|Liechtenstein
LK|LKA|Sri Lanka
LR|LBR|Liberia
LS|LSO|Lesotho
LT|LTU|Lithuania
LU|LUX|Luxembourg
LV|LVA|Latvia
LY|LBY|Libya
MA|MAR|Morocco
MC|MCO|Monaco
MD|MDA|Moldova|Republic of Moldova
ME|MNE|Montenegro
MF|MAF|St. Martin
MG|MDG|Madagascar
MH|MHL|Marshall Islands
MK|MKD|North Macedonia|North Macedonia, The Republic of|Macedonia|FYROM|Macedonia, The Former Yugoslav Republic of
ML|MLI|Mali|Region: Northern Mali
MM|MMR|Myanmar (Burma)|Burma|Myanmar
MN|MNG|Mongolia
MO|MAC|Macao SAR China|Macau|Macao
MP|MNP|Northern Mariana Islands
MQ|MTQ|Martinique
MR|MRT|Mauritania
MS|MSR|Montserrat
MT|MLT|Malta
MU|MUS|Mauritius
MV|MDV|Maldives
MW|MWI|Malawi
MX|MEX|Mexico
MY|MYS|Malaysia
MZ|MOZ|Mozambique
NA|NAM|Namibia
NC|NCL|New Caledonia
NE|NER|Niger
NF|NFK|Norfolk Island
NG|NGA|Nigeria
NI|NIC|Nicaragua
NL|NLD|Netherlands|The Netherlands
NO|NOR|Norway
NP|NPL|Nepal
NR|NRU|Nauru
NU|NIU|Niue
NZ|NZL|New Zealand
OM|OMN|Oman
PA|PAN|Panama
PE|PER|Peru
PF|PYF|French Polynesia
PG|PNG|Papua New Guinea
PH|PHL|Philippines|The Philippines
PK|PAK|Pakistan
PL|POL|Poland
PM|SPM|St. Pierre & Miquelon
PN|PCN|Pitcairn Islands
PR|PRI|Puerto Rico
PS|PSE|Palestinian Territories|Palestinian|West Bank|Region: Gaza|Region: West Bank|Palestine|State of Palestine|Gaza|Region: North Gaza|Region: Northern Gaza|Gaza Strip|Palestinian Territory|Occupied Palestinian Territories|Palestinian Territory, Occupied
PT|PRT|Portugal
PW|PLW|Palau
PY|PRY|Paraguay
QA|QAT|Qatar
RE|REU|Réunion|Reunion
RO|ROU|Romania
RS|SRB|Serbia
RU|RUS|Russia|Russian Federation|Region: Russia
RW|RWA|Rwanda
SA|SAU|Saudi Arabia
SB|SLB|Solomon Islands
SC|SYC|Seychelles
SD|SDN|Sudan
SE|SWE|Sweden
SG|SGP|Singapore
SH|SHN|St. Helena
SI|SVN|Slovenia
SJ|SJM|Svalbard & Jan Mayen
SK|SVK|Slovakia
SL|SLE|Sierra Leone
SM|SMR|San Marino
SN|SEN|Senegal
SO|SOM|Somalia
SR|SUR|Suriname
SS|SSD|South Sudan
ST|STP|São Tomé & Príncipe|Sao Tome and Principe
SV|SLV|El Salvador
SX|SXM|Sint Maarten
SY|SYR|Syria|Syrian Arab Republic
SZ|SWZ|Eswatini|Swaziland
TC|TCA|Turks & Caicos Islands
TD|TCD|Chad
TF|ATF|French Southern Territories
TG|TGO|Togo
TH|THA|Thailand
TJ|TJK|Tajikistan
TK|TKL|Tokelau
TL|TLS|Timor-Leste|East Timor
TM|TKM|Turkmenistan
TN|TUN|Tunisia
TO|TON|Tonga
TR|TUR|Türkiye|Turkey
TT|TTO|Trinidad & Tobago|Trinidad and Tobago
TV|TUV|Tuvalu
TW|TWN|Taiwan
TZ|TZA|Tanzania|United Republic of Tanzania
UA|UKR|Ukraine
UG|UGA|Uganda
UM|UMI|U.S. Outlying Islands
US|USA|United States|United States of America
UY|URY|Uruguay
UZ|UZB|Uzbekistan
VA|VAT|Vatican City|Holy See
VC|VCT|St. Vincent & Grenadines|Saint Vincent and the Grenadines|St. Vincent and the Grenadines
VE|VEN|Venezuela|Bolivarian Republic of Venezuela
VG|VGB|British Virgin Islands|Virgin Islands, British
VI|VIR|U.S. Virgin Islands|Virgin Islands, U.S.
VN|VNM|Vietnam|Viet Nam
VU|VUT|Vanuatu
WF|WLF|Wallis & Futuna
WS|WSM|Samoa
XK|Kosovo|XKX
YE|YEM|Yemen
YT|MYT|Mayotte
ZA|ZAF|South Africa
ZM|ZMB|Zambia
ZW|ZWE|Zimbabwe`;

const codeByName = new Map<string, string>();
const codes = new Map<string, string>();
for (const line of countryTable.trim().split("\n")) {
  const [code = "", ...names] = line.split("|");
  codes.set(code, names.find((name) => name.length > 3) ?? code);
  codeByName.set(code.toLowerCase(), code);
  for (const name of names) codeByName.set(normaliseText(name), code);
}

/** ISO 3166-1 alpha-2 of a country given as alpha-2, alpha-3 or English name; undefined when it is none. */
export function countryCode(text: string): string | undefined {
  return codeByName.get(normaliseText(text));
}

/** English name of a country given by its alpha-2 code. */
export function countryName(code: string): string {
  return codes.get(code) ?? code;
}
