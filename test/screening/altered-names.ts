/** Ways a true name reaches a screening altered. Each returns undefined where it does not apply. */
export type Alteration = (name: string, random: () => number) => string | undefined;

const vowels = "aeiou";

export const alterations: Readonly<Record<string, Alteration>> = {
  exact: (name) => name,
  reordered(name) {
    const [family, given] = name.split(", ");
    return given === undefined ? undefined : `${given} ${family}`;
  },
  typo(name, random) {
    const places = longWordPlaces(name);
    const at = places[Math.floor(random() * places.length)];
    if (at === undefined) return undefined;
    const letter = String.fromCharCode(97 + Math.floor(random() * 26));
    switch (Math.floor(random() * 4)) {
      case 0:
        return name.slice(0, at) + name.slice(at + 1);
      case 1:
        return name.slice(0, at) + letter + name.slice(at);
      case 2:
        return name.slice(0, at) + letter + name.slice(at + 1);
      default:
        return name.slice(0, at) + (name[at + 1] ?? "") + (name[at] ?? "") + name.slice(at + 2);
    }
  },
  vowel(name, random) {
    const places = longWordPlaces(name).filter((at) => vowels.includes((name[at] ?? "").toLowerCase()));
    const at = places[Math.floor(random() * places.length)];
    if (at === undefined) return undefined;
    return name.slice(0, at) + (vowels[Math.floor(random() * 5)] ?? "a") + name.slice(at + 1);
  },
  droppedMiddle(name) {
    const [family, given] = name.split(", ");
    const parts = given?.split(" ") ?? [];
    return parts.length < 2 ? undefined : `${parts[0]} ${family}`;
  },
  joined(name) {
    const [family, given] = name.split(", ");
    if (given === undefined || !/[ -]/.test(family ?? "")) return undefined;
    return `${given} ${family?.replace(/[ -]/, "")}`;
  },
  romanisation(name) {
    const changed = name
      .toLowerCase()
      .replace(/yev/g, "ev")
      .replace(/iy\b/g, "y")
      .replace(/ov\b/g, "off")
      .replace(/kh/g, "h")
      .replace(/ou/g, "u")
      .replace(/mm/g, "m");
    return changed === name.toLowerCase() ? undefined : changed;
  },
};

/** Places inside words of five letters and more, not their first letter. */
function longWordPlaces(name: string): number[] {
  const places: number[] = [];
  for (const match of name.matchAll(/[A-Za-z]{5,}/g)) {
    for (let at = match.index + 1; at < match.index + match[0].length - 1; at++) places.push(at);
  }
  return places;
}
