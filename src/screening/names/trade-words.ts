import { foldSpelling } from "./spelling.ts";

/**
 * Words that say what an organisation does, not which one it is: the English word, its
 * abbreviations, and what it is in the languages of the lists, as romanised. A star ends a
 * stem whose endings vary (Russian cases and genders).
 */
const wordTable = `
group: grp groups gruppa grupa gruppe groupe grupo gruppo grupp gruppy hrupa kholding grubu
holding: holdings hldg hldgs kholding holdingi holdingovaya
global: globaln* worldwide universal
general: gen generale generalnaya generalnyy
international: intl internatl int internacional internationale internazionale mezhdunarodn* mizhnarodn* uluslararasi internasional beynelxalq mezinarodni miedzynarodow* medunarodn*
national: natl nationale nacional nazionale natsionaln* milli melli melliyeh mellat nacionaln*
state: gosudarstvenn* derzhavn* dzyarzhaun* estatal drzavn*
federal: federaln* federale
trading: trade trd trdg tradings torgov* torhov* torgivelna handel handels comercial comercio commerce commercial commerciale comercializadora commercio ticaret tijara tijari tejarat tejari bazargani bazarganie kommerchesk* komertsiyn* trgovin*
business: biznes negocios enterprises enterprise enterprize
import: importadora importaciones
export: exports exportadora exportaciones
investment: investments invest investicion* inversion* inversiones investissement* investitsion* investytsiyn* investimentos yatirim sarmayeh
partners: partner partnery
brothers: bros brother
sons: son
services: service svcs svc svce servicios servis servisn* services servizi servico servicos khadamat
solutions: solution soluciones resheniya reshennya
management: mgmt mgt upravlen* upravlyayushch* upravlinn*
consulting: consult consultancy consultants konsalting konsultacion*
agency: agencia agence agentsvo agentstvo agentur ahentstvo
bureau: byuro biuro buro
office: ofis oficina
center: centre centro tsentr* tsentr zentrum markaz merkez
institute: inst instituto institut instytut
institution: institucion moasseseh muassasat uchrezhden*
foundation: fund fond fonds fondation fundacion fundacao fondazione stiftung bonyad blahodiynyi fondation 
association: assn assoc associates associacion asociacion associazione assotsiats* asotsiatsiya jamiat verein anjoman
organization: organisation org organizacion organizatsi* orhanizatsiya sazman munazzamat
union: soyuz soiuz spilka unione
network: networks red set setevaya
ministry: ministerio ministerstvo ministerium wizarat vezarat
department: dept departamento departament otdel
administration: admin administratsi* administracion
university: univ universidad universite universitet* universitat daneshgah jamiat universytet
school: shkola escuela
college: kolledzh
academy: akademiya akademiia academia akademi*
bank: banka banco banque bankas banca banki banku
exchange: exchanges birzha sarafi sarrafi obmen
finance: financial financi* finansov* finanz*
credit: kredit kreditn*
insurance: strakhov* seguros assurance assurances bimeh sigorta
market: markets marketing rynok bazar
industry: industries ind indus industrial industrie industria industrias promyshlenn* promyslov* sanayi sanaye sanat sinaat industriya
manufacturing: mfg mfr manufacture manufacturer manufacturers manufacturas proizvodstv* vyrobnyts*
production: productions prod produccion produktsi* towlid tolidi
products: product produkty productos
factory: fabrika fabryka usine fabrik
plant: zavod* works
development: devt dev desarrollo developpement razvit* rozvytk* gelistirme tosee toseeh
project: projects proyectos proekt proyekt
construction: constr const construcciones construccion stroitel* budivel* budivnytstv* insaat sakhteman omran
engineering: eng engrg engineers ingenieria inzhiniring* inzhinering* inzhener* mohandesi muhandis*
design: konstruktorsk* konstruktorskoe dizain
design-bureau: kb okb
energy: energia energie energetik* energetych* enerji energiya
electric: electrical elektrich* electrico
power: elektrostantsiya
oil: neft neftyan* naft naftov* petrol petroleo petrole
gas: gaz gazov*
petroleum: petro
petrochemical: petrochemicals petrochem neftekhim* patroshimi petroshimi
chemical: chemicals chem quimica chimique khimichesk* khimik* khimiya shimi shimiaei
steel: stal fulad foolad celik
metal: metals metallurg* metall
mining: mines mine minera gornodobyv* shakhta ugoln* maaden madan
electromechanics: electromechanical elektromekhanik* elektromekhanichesk*
precision: tochn* pretsizionn*
electronics: electronic electron elec electronica elektron* elektronik*
technology: technologies technological technical tech tecnologia tekhnolog* tehnolog* tekhnich* teknoloji teknologi fanavari
scientific: nauchn* nauchno naukov* science sciences cientifico
research: issledovatelsk* issledovan* tahghighat doslidn* investigacion
production-association: npo
research-institute: nii
systems: system sistem*
software: softver programmn*
information: info informatsion* informacion
communication: communications comms svyaz telecom telecommunications telekom*
media: medios smi
security: bezopasnost* seguridad okhran* okhrana
defence: defense oboron* defensa
military: voenn* voyskov* viyskov* nezami militar
unit: chast podrazdelen* pidrozdil*
aerospace: raketno kosmichesk* kosmos havafaza
space: prostranstvo
shipping: ship ships shpg naviera sudokhodn* sudokhod* keshtirani
logistics: logistic logistica logistik* lojistik
transport: transportation trans transporte transportes transports transportn* perevoz* haml nakliyat
marine: maritime maritima morsk* denizcilik daryaei
navigation: nav navegacion
port: ports puerto
aviation: avia aviats* aviacion avion havacilik havapeima havapeimaei
air: aero aerea hava
airlines: airline airways aerolineas aviakompan*
motors: motor motornyy
automotive: auto autos avtomobil*
pharmaceutical: pharma pharmaceuticals pharmacy farma farmatsevt* farmaceutica
medical: med medico medica meditsin* health healthcare
food: foods alimentos prodovolstv* prodovolchy*
agriculture: agricultural agro agricola agrar* selskokhoz* agrarn*
textile: textiles tekstil*
travel: turizm tourism tours tour turisticheskaya
hotel: hotels otel gostinits*
store: stores shop magazin
supply: supplies snabzhen*
equipment: equip oborudovan* ekipman
machinery: machine machines mashin* mashinostroit* makina
instrument: instruments pribor* priborostroit*
enterprise-complex: kompleks complex
regional: region regionaln*
central: tsentraln* centrale
house: dom
real-estate: nedvizhimost*
leasing: lizing*
film: films kino
charity: charitable charities blagotvor* kheyrieh khayriyya
party: partiya partido
movement: dvizhen* harakat
committee: komitet* comite
council: sovet* shura
front: jabhat jabha
army: armiya jaysh jaish
force: forces niru
brigade: brigad* liwa katibat
battalion: batalon*
islamic: islami eslami islamiya islamique islamsk* islamskata
concern: kontsern konzern
republic: respublik* republique republica
federation: federatsi* federacion
russian: rossiysk* rossiisk* ruskata rosiysk* rossijsk*
mechanical: mekhanichesk*
joint: obedinenn* obyedinenn*
amalgamation: obedinenie obyedinenie obiedinenie
fleet: flot flota
shipyard: sudostroit* verf
shipping-line: parokhodstvo
revolution: revolyutsiya revolyutsionn*
people: narodn* narod naroden
special: spetsialn*
unmanned: bespilotn*
airport: aeroport*
railway: railways zheleznodorozhn* zheleznye
repair: remontn* remont
computing: vychislitelnoy vychislitelnaya kompyutern*
laboratory: lab laboratori*
test: ispytateln*
arms: vooruzhen* oruzh* weapons
ammunition: boepripas* munitions
aircraft: aviatsionnyy samolet* vertolet*
public: obshchestvenn* publichno publichnoe
`;

/** Short words are compared as they are written: a fold makes too many of them equal. */
const FOLDED_LENGTH_MIN = 4;
const words = new Map<string, string>();
const stems = new Map<string, string>();
for (const line of wordTable.trim().split("\n")) {
  const [canonical = "", variants = ""] = line.split(": ");
  words.set(canonical, canonical);
  for (const variant of variants.split(" ")) {
    if (variant.endsWith("*")) stems.set(foldSpelling(variant.slice(0, -1)), canonical);
    else {
      if (!words.has(variant)) words.set(variant, canonical);
      const folded = foldSpelling(variant);
      if (folded.length > FOLDED_LENGTH_MIN && !words.has(folded)) words.set(folded, canonical);
    }
  }
}
const STEM_LENGTH_MIN = Math.min(...[...stems.keys()].map((stem) => stem.length));

/** The English word for a trade word in any language of the lists, or undefined when the word is none. */
export function tradeWord(text: string, folded: string): string | undefined {
  const exact = words.get(text) ?? words.get(folded);
  if (exact !== undefined) return exact;
  for (let length = folded.length; length >= STEM_LENGTH_MIN; length--) {
    const stem = stems.get(folded.slice(0, length));
    if (stem !== undefined) return stem;
  }
  return undefined;
}
