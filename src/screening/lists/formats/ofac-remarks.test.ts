import { describe, expect, test } from "vitest";
import type { Party } from "../../party/party.ts";
import { addName, startParty } from "../party-draft.ts";
import { finishOfacParty } from "./ofac-facts.ts";
import { mineRemarks } from "./ofac-remarks.ts";

/** The person with these remarks; each of them must be readable. */
function mined(remarks: string): Party {
  const draft = startParty("7", "person");
  addName(draft, "DOE, Example", "primary");
  mineRemarks(draft, remarks, (message) => {
    throw new Error(message);
  });
  return finishOfacParty(draft, "test");
}

describe("remarks", () => {
  test("quoted names with apostrophes are weak aliases", () => {
    const { names } = mined("a.k.a. ''ABD AL-'IZ'; a.k.a. 'MERA'I'; f.k.a. 'OLD NAME'; n.k.a. 'NEW'.");
    expect(names.slice(1).map(({ text, kind, quality }) => [text, kind, quality])).toEqual([
      ["'ABD AL-'IZ", "alias", "weak"],
      ["MERA'I", "alias", "weak"],
      ["OLD NAME", "former", "weak"],
      ["NEW", "alias", "weak"],
    ]);
  });

  const dates: readonly [string, object[]][] = [
    ["DOB 05 Mar 1970; alt. DOB 1971", [{ from: "1970-03-05" }, { from: "1971" }]],
    ["DOB Mar 1970", [{ from: "1970-03" }]],
    ["DOB circa 1960", [{ from: "1960", circa: true }]],
    ["DOB 1960 to 1965", [{ from: "1960", to: "1965" }]],
    ["DOB circa 1979-1982", [{ from: "1979", to: "1982", circa: true }]],
    ["Director of DOB HOLDINGS", []],
    ["DOBROVOLSKI 1960", []],
  ];
  test.each(dates)("birth dates of %s", (remarks, expected) => {
    expect(mined(`${remarks}.`).birthDates).toEqual(expected);
  });

  const numbers: readonly [string, object[]][] = [
    [
      "Passport E590976 (Tunisia) issued 19 Jun 1987 expires 18 Jun 1992",
      [{ kind: "passport", value: "E590976", country: "TN", label: "Passport" }],
    ],
    [
      "Diplomatic Passport 4138 (Syria)",
      [{ kind: "passport", value: "4138", country: "SY", label: "Diplomatic Passport" }],
    ],
    [
      "NIT # 800018928-0 (Colombia)",
      [{ kind: "tax_id", value: "800018928-0", country: "CO", label: "NIT #" }],
    ],
    [
      "R.F.C. # PMA-910805 (Mexico)",
      [{ kind: "tax_id", value: "PMA-910805", country: "MX", label: "R.F.C." }],
    ],
    [
      "Registration Number HRA 738077 (Stuttgart) (Germany)",
      [
        {
          kind: "registration",
          value: "HRA 738077 (Stuttgart)",
          country: "DE",
          label: "Registration Number",
        },
      ],
    ],
    [
      "Matricula Mercantil No 0123 (Cali)",
      [{ kind: "registration", value: "0123", label: "Matricula Mercantil No" }],
    ],
    [
      "Vessel Registration Identification IMO 7406784",
      [{ kind: "imo", value: "7406784", label: "Vessel Registration Identification" }],
    ],
    ["Company Number IMO 5055293", [{ kind: "registration", value: "IMO 5055293", label: "Company Number" }]],
    [
      "alt. Digital Currency Address - XBT 12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",
      [{ kind: "crypto_address", value: "12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", label: "XBT" }],
    ],
    ["SWIFT/BIC HAVIGB2L", [{ kind: "bic", value: "HAVIGB2L", label: "SWIFT/BIC" }]],
    ["BIK (RU) 044030707", [{ kind: "other", value: "044030707", label: "BIK (RU)" }]],
    [
      "Legal Entity Number 253400V1H6ART1UQ0N98 (Russia)",
      [{ kind: "lei", value: "253400V1H6ART1UQ0N98", country: "RU", label: "Legal Entity Number" }],
    ],
    ["Telephone (98)(21)(66153220)", [{ kind: "phone", value: "(98)(21)(66153220)", label: "Telephone" }]],
    [
      "LE Number 07552116 (Peru)",
      [{ kind: "national_id", value: "07552116", country: "PE", label: "LE Number" }],
    ],
    ["License revoked", []],
    ["Minister of Passports", []],
    ["Passport unknown", []],
    ["Member ETA", []],
    ["Organization Established Date 17 Oct 1990", []],
    ["Target Type Financial Institution", []],
    ["Aircraft Model A340-642", []],
    ["Digital Currency Address unknown", []],
  ];
  test.each(numbers)("identifiers of %s", (remarks, expected) => {
    const party = mined(`${remarks}.`);
    expect(party.identifiers).toEqual(expected);
    expect(party.remarks).toBe(`${remarks}.`);
  });

  test("links, risks, gender, flags and places are facts of their own", () => {
    const party = mined(
      "POB Tall 'Afar, Iraq; nationality Iraq; citizen Cabo Verde; Gender Female; Former Vessel Flag Panama; alt. Former Vessel Flag None Identified; Secondary sanctions risk: section 1(b) of Executive Order 13224; Linked To: ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE.",
    );
    expect(party).toMatchObject({
      birthPlaces: ["Tall 'Afar, Iraq"],
      nationalities: ["CV", "IQ"],
      countries: ["CV", "IQ", "PA"],
      gender: "female",
      linkedTo: ["ISLAMIC REVOLUTIONARY GUARD CORPS (IRGC)-QODS FORCE"],
      secondarySanctions: true,
    });
    const plain = mined("Gender unknown; HAMAS - Hebron.");
    expect(plain).toMatchObject({ linkedTo: [], secondarySanctions: false, countries: [] });
    expect(plain).not.toHaveProperty("gender");
  });

  test("only the stop that ends the remarks is none of the name", () => {
    const links = (remarks: string) => mined(remarks).linkedTo;
    expect(links("Linked To: HAMAS.")).toEqual(["HAMAS"]);
    expect(links("Linked To: SAMPLE GROUP LTD.; Linked To: D'S SAMPLE CO., LTD.")).toEqual([
      "SAMPLE GROUP LTD.",
      "D'S SAMPLE CO., LTD.",
    ]);
  });
});
