import { cultures, type OrdinaryName } from "./ordinary-names.ts";
import { pick, randomFor } from "./seeded-random.ts";

const list = (words: string): string[] => words.split(" ").map((word) => word.replaceAll("_", " "));

const adjectives = list(
  "Blue Green North Alpine Sunrise Golden Pacific Atlantic Royal Bright Global First Silver Crystal Eastern Western Northern Southern Central Grand United Modern Prime Premier Elite Smart Rapid Secure Noble Red White Black Royal Urban Coastal Highland Imperial National International Universal Advanced Integrated Dynamic Creative Fresh Pure Solid Happy Lucky Great New Old Classic",
);
const nouns = list(
  "River Oak Summit Star Nova Delta Crown Harbour Mountain Valley Forest Lake Bridge Eagle Falcon Lion Phoenix Tiger Horizon Vista Meadow Garden Stone Rock Pearl Diamond Emerald Sapphire Anchor Compass Beacon Lighthouse Apex Zenith Orion Atlas Titan Vertex Vector Matrix Nexus Pinnacle Cedar Maple Willow Palm Lotus Rose Sun Moon Sky Cloud Ocean Sea Wave Wind Fire Spring",
);
const trades = list(
  "Trading Logistics Foods Software Energy Construction Consulting Shipping Textiles Motors Pharma Bakery Holdings Services Media Systems Travel Investments Engineering Electronics Chemicals Plastics Furniture Transport Agriculture Fisheries Mining Steel Petroleum Oil_and_Gas Insurance Capital Finance Bank Real_Estate Properties Hotels Restaurants Medical Healthcare Hospital Technology Technologies Solutions Telecom Communications Industries Manufacturing Packaging Printing Publishing Advertising Security Cleaning Import_Export General_Trading Exchange Jewellery Tools Machinery Aviation Airlines Marine Cargo Freight Forwarding Education Academy Sports Fashion Cosmetics Garments Leather Paper Glass Cement Timber Auto_Parts Solar Water Environmental Recycling Design Architects",
);
const forms = list(
  "Ltd LLC GmbH Inc Corp SA AG BV Limited SRL Co. Co.,_Ltd. PLC Pty_Ltd S.A. S.A.S. S.r.l. SpA AB AS Oy ApS Kft d.o.o. OOO JSC Pvt_Ltd Sdn_Bhd Pte_Ltd FZE FZCO FZ-LLC WLL KK PT A.S. S.A._de_C.V. Ltda KG Company Corporation Group Holding Partners & Sons & Co",
);
const places = list(
  "London Paris Berlin Madrid Rome Vienna Dublin Lisbon Athens Warsaw Prague Budapest Bucharest Sofia Istanbul Dubai Cairo Lagos Nairobi Accra Johannesburg Mumbai Delhi Karachi Dhaka Colombo Bangkok Singapore Jakarta Manila Hanoi Hong_Kong Shanghai Beijing Shenzhen Guangzhou Tokyo Osaka Seoul Sydney Toronto Chicago Texas California Florida Mexico Lima Bogota Santiago Almaty Tashkent Baku Tbilisi Kyiv Moscow Ural Siberia Baltic Nordic Caspian Gulf Arabian Persian Anatolia Balkan Danube Rhine Nile Euro Asia Africa American",
);
const ships = list(
  "Star Queen Princess Lady Spirit Pride Glory Ocean Sea Pacific Atlantic Nordic Eagle Dolphin Pearl Fortune Grace Hope Victory Liberty Harmony Express Trader Carrier Voyager Explorer Pioneer Wave Wind Dream Dawn Sunrise Galaxy Orion Phoenix Maria Anna Sofia Elena Bella Nova Gemini Leo Aurora Athena Poseidon Apollo Hermes Zeus Titan Emerald Ruby",
);

/** `count` distinct names of companies with ordinary words, families and places. */
export function ordinaryCompanies(count: number): OrdinaryName[] {
  const random = randomFor("ordinary companies");
  const families = cultures.flatMap((culture) => culture.family.split(/\s+/));
  const names = new Set<string>();
  while (names.size < count) {
    const style = random();
    const family = pick(families, random).replaceAll("_", " ");
    const start =
      style < 0.25
        ? `${pick(adjectives, random)} ${pick(nouns, random)}`
        : style < 0.4
          ? pick(nouns, random)
          : style < 0.6
            ? family
            : style < 0.7
              ? `Al ${pick(nouns, random)}`
              : style < 0.85
                ? `${pick(places, random)} ${pick(nouns, random)}`
                : pick(places, random);
    const trade = random() < 0.3 ? `${pick(trades, random)} ${pick(trades, random)}` : pick(trades, random);
    names.add(`${start} ${trade} ${pick(forms, random)}`);
  }
  return [...names].map((text) => ({ text, type: "entity", culture: "companies" }));
}

/** `count` distinct names of ships: one word or two, a quarter of them numbered. */
export function ordinaryVessels(count: number): OrdinaryName[] {
  const random = randomFor("ordinary vessels");
  const names = new Set<string>();
  const given = cultures
    .flatMap((culture) => culture.female.split(/\s+/))
    .filter((name) => !name.includes("_"));
  while (names.size < count) {
    const style = random();
    const number =
      random() < 0.25 ? ` ${pick(["I", "II", "III", "1", "2", "3", "5", "7", "8", "9", "12"], random)}` : "";
    const first =
      style < 0.4 ? pick(ships, random) : style < 0.7 ? pick(adjectives, random) : pick(given, random);
    names.add(
      style < 0.3
        ? `${pick([...ships, ...nouns, ...given], random)}${number}`
        : `${first} ${pick(ships, random)}${number}`,
    );
  }
  return [...names].map((text) => ({ text, type: "vessel", culture: "vessels" }));
}
