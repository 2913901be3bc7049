import { SaxesParser, type SaxesTagNS } from "saxes";
import { messageOf } from "../../core/index.ts";
import { DOWNLOAD_AGAIN, type IssueCollector, type ListFile, textOf } from "./list-file.ts";

/** Elements inside one another; the deepest public list has 12. */
export const XML_DEPTH_MAX = 64;
/** Elements of one record; the largest entity of a public list has some 3,000. */
export const XML_RECORD_ELEMENTS_MAX = 200_000;
/** Characters of text of one record. */
export const XML_RECORD_CHARS_MAX = 8_388_608;

/** One element with everything in it. Names are local names: prefixes are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, trimmed; that of its children is theirs. */
  readonly text: string;
  /** Line of its start tag, from 1. */
  readonly line: number;
}

/** The first child of that name. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of that name, undefined when there is none or it is empty. */
export function textOfChild(element: XmlElement, name: string): string | undefined {
  const text = childOf(element, name)?.text;
  return text === undefined || text === "" ? undefined : text;
}

/** A record found at `path`, the local names of all elements around it and its own: `sdnList/sdnEntry`. */
export interface XmlRecord {
  readonly path: string;
  readonly element: XmlElement;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  readonly line: number;
  text: string;
}

/**
 * Streams the records of an XML file: every element whose local name is in `names`, in document
 * order, each with all its content; what lies around them is skipped, so memory holds one record.
 * The root element comes first, with its attributes and without content. Document type
 * declarations are refused, so that no entity can be defined or fetched; the limits hold.
 * A file that is not well-formed or ends early, and a record within another of its name, is reported with line and
 * column.
 */
export async function* readXmlRecords(
  file: ListFile,
  names: ReadonlySet<string>,
  issues: IssueCollector,
): AsyncGenerator<XmlRecord> {
  const collector = new RecordCollector(names);
  try {
    for await (const text of textOf(file)) {
      collector.write(text);
      yield* collector.take();
    }
    collector.close();
    yield* collector.take();
  } catch (error) {
    issues.incomplete.add(file.name);
    issues.add(`${file.name}:${collector.place()}`, messageOf(error), DOWNLOAD_AGAIN);
  }
}

/** Attributes by their local names, without declarations of namespaces. */
function localAttributes({ attributes }: SaxesTagNS): Record<string, string> {
  const byLocalName: Record<string, string> = {};
  for (const name in attributes) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.prefix === "xmlns" || attribute.local === "xmlns") continue;
    byLocalName[attribute.local] = attribute.value;
  }
  return byLocalName;
}

class RecordCollector {
  private readonly parser = new SaxesParser({ xmlns: true, position: true });
  private readonly path: string[] = [];
  /** The elements around the current place, from the record's own inwards. */
  private readonly open: Open[] = [];
  private ready: XmlRecord[] = [];
  private elements = 0;
  private chars = 0;

  constructor(names: ReadonlySet<string>) {
    const { parser } = this;
    parser.on("error", (error) => {
      throw new Error(error.message.replace(/^\d+:\d+:\s*/, ""));
    });
    parser.on("doctype", () => {
      throw new Error("a document type declaration (DOCTYPE) is not allowed");
    });
    parser.on("opentag", (tag) => {
      const isRecord = names.has(tag.local);
      // Of what is skipped, only the root's attributes are of use.
      const isKept = isRecord || this.open.length > 0 || this.path.length === 0;
      this.start(tag.local, isKept ? localAttributes(tag) : {}, isRecord);
    });
    parser.on("text", (text) => this.addText(text));
    parser.on("cdata", (text) => this.addText(text));
    parser.on("closetag", () => this.end());
  }

  write(text: string): void {
    this.parser.write(text);
  }

  close(): void {
    this.parser.close();
  }

  /** Line and column of the parser, from 1. */
  place(): string {
    return `line ${this.parser.line}, column ${this.parser.column + 1}`;
  }

  take(): XmlRecord[] {
    const ready = this.ready;
    this.ready = [];
    return ready;
  }

  private start(name: string, attributes: Record<string, string>, isRecord: boolean): void {
    this.path.push(name);
    if (this.path.length > XML_DEPTH_MAX) throw new Error(`elements are nested deeper than ${XML_DEPTH_MAX}`);
    const { line } = this.parser;
    if (this.path.length === 1 && !isRecord) {
      this.ready.push({ path: name, element: { name, attributes, children: [], text: "", line } });
    }
    if (this.open.length === 0 && !isRecord) return;
    if (this.open[0]?.name === name) {
      throw new Error(
        `a ${name} stands within another, which begins on line ${this.open[0].line}: its end is missing`,
      );
    }
    if (++this.elements > XML_RECORD_ELEMENTS_MAX) {
      throw new Error(`a record has more than ${XML_RECORD_ELEMENTS_MAX} elements`);
    }
    this.open.push({ name, attributes, children: [], line, text: "" });
  }

  private addText(text: string): void {
    const current = this.open.at(-1);
    if (!current) return;
    this.chars += text.length;
    if (this.chars > XML_RECORD_CHARS_MAX) {
      throw new Error(`a record has more than ${XML_RECORD_CHARS_MAX} characters`);
    }
    current.text += text;
  }

  private end(): void {
    const done = this.open.pop();
    if (done) {
      const { name, attributes, children, line } = done;
      const element = { name, attributes, children, line, text: done.text.trim() };
      const parent = this.open.at(-1);
      if (parent) parent.children.push(element);
      else {
        this.ready.push({ path: this.path.join("/"), element });
        this.elements = 0;
        this.chars = 0;
      }
    }
    this.path.pop();
  }
}
