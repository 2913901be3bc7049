import type { PartyType } from "../../src/screening/party/party.ts";
import { pick, randomFor } from "./seeded-random.ts";

/**
 * Ordinary names of many cultures, to measure how often a screening alerts on people who
 * are nobody in particular. Written from general knowledge of common names; combined at
 * random, so that a few may by chance be the name of a listed person.
 */
const cultures: readonly (readonly [given: string, family: string])[] = [
  [
    "James Mary John Patricia Robert Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Jessica Thomas Sarah Charles Karen Emma Olivia Noah Liam Emily George Daniel Matthew Laura Kevin Brian Amy",
    "Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Daniels Bush Murphy Kelly O'Brien",
  ],
  [
    "Maria Jose Antonio Juan Luis Carlos Ana Carmen Manuel Francisco Laura Marta Javier Diego Lucia Sofia Alejandro Miguel Pedro Pablo Rosa Elena Fernando Jorge Ricardo Gabriela Andrea Camila Santiago Mateo",
    "Garcia Rodriguez Gonzalez Fernandez Lopez Martinez Sanchez Perez Gomez Diaz Hernandez Torres Ramirez Flores Rivera Morales Ortiz Castro Romero Vargas Mendoza Rojas Herrera Medina Aguilar Vega Silva Santos Pereira Oliveira",
  ],
  [
    "Mohammed Ahmed Ali Omar Fatima Aisha Hassan Hussein Khalid Ibrahim Yusuf Mariam Layla Karim Samir Nadia Abdullah Mustafa Salim Tariq Rania Huda Zainab Bilal Hamza",
    "Khan Hassan Ali Ahmed Hussein Ibrahim Salem Mansour Haddad Nasser Saleh Farouk Aziz Rahman Qureshi Malik Hashemi Karimi Rezaei Moradi Najjar Khoury Shaheen Bakr Sharif Mahmoud",
  ],
  [
    "Ivan Olga Sergey Natalia Dmitry Elena Alexander Tatiana Andrey Irina Vladimir Anna Mikhail Svetlana Nikolay Ekaterina Pavel Yulia Maxim Oksana Artem Viktor Galina Roman",
    "Ivanov Petrov Smirnov Kuznetsov Popov Sokolov Lebedev Kozlov Novikov Morozov Volkov Pavlov Fedorov Orlov Makarov Zaitsev Shevchenko Bondarenko Kovalenko Tkachenko Melnyk Kravchenko Nowak Kowalski",
  ],
  [
    "Wei Fang Lei Jun Min Yan Li Na Jing Hui Ming Xiaoming Chen Hao Ting Yuki Haruto Sakura Kenji Minjun Jiwoo Seoyeon Hiroshi Akiko",
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo Lin Kim Park Choi Tanaka Suzuki Sato Watanabe Ito Yamamoto Nguyen Tran Pham",
  ],
  [
    "Hans Anna Peter Ursula Klaus Monika Stefan Sabine Pierre Marie Jean Claire Luc Sophie Giuseppe Giulia Marco Francesca Luca Chiara Jan Eva Lars Ingrid Sven Astrid Nikos Eleni Mehmet Ayse",
    "Mueller Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Dubois Moreau Laurent Bernard Petit Rossi Russo Ferrari Bianchi Romano De Vries Jansen Hansen Nielsen Johansson Andersson Papadopoulos Yilmaz Kaya Demir",
  ],
  [
    "Raj Priya Amit Sunita Vijay Anita Rahul Deepa Sanjay Kavita Chinedu Ngozi Kwame Ama Abebe Almaz Wanjiku Otieno Thabo Zanele Siti Budi Putri Agus Jose Maricel",
    "Patel Sharma Singh Kumar Gupta Verma Reddy Iyer Das Okafor Adeyemi Mensah Owusu Tesfaye Kamau Odhiambo Nkosi Dlamini Wijaya Santoso Hidayat Reyes Cruz Bautista Dela Cruz",
  ],
];

/** A name that is nobody in particular. */
export interface OrdinaryName {
  readonly text: string;
  readonly type: PartyType;
  readonly culture: string;
}

/** The words of a name without their order, to see whether it is a listed one. */
export function distinctWords(name: string): string {
  return (name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).toSorted().join(" ");
}

/** 30,000 ordinary names, distinct, the same every time. */
export function ordinaryNames(): OrdinaryName[] {
  const random = randomFor("ordinary names");
  const names = new Map<string, OrdinaryName>();
  while (names.size < 30_000) {
    const culture = Math.floor(random() * cultures.length);
    const [given, family] = cultures[culture] ?? ["", ""];
    const givenNames = given.split(" ");
    const middle = random() < 1 / 3 ? ` ${pick(givenNames, random)}` : "";
    const text = `${pick(givenNames, random)}${middle} ${pick(family.split(" "), random)}`;
    names.set(text, { text, type: "person", culture: String(culture) });
  }
  return [...names.values()];
}
