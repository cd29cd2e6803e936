const XHTML = 'http://www.w3.org/1999/xhtml';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * HTML 4.0, chapters 7 to 11 (without 9.4, on changes) and 15, with anchors and images, as `txt-1` says in
 * words; the expression that goes with those words allows fewer.
 */
const ELEMENTS = words(`
  a abbr acronym address area b basefont bdo big blockquote br caption center cite code col colgroup dd
  dfn dir div dl dt em font h1 h2 h3 h4 h5 h6 hr i img kbd li map menu ol p pre q s samp small span strike
  strong sub sup table tbody td tfoot th thead tr tt u ul var
`);

/** Of those elements: none that runs anything. */
const ATTRIBUTES = words(`
  abbr accesskey align alt axis bgcolor border cellpadding cellspacing char charoff charset cite class clear
  color colspan compact coords datetime dir face frame headers height href hreflang hspace id ismap lang
  longdesc name nohref noshade nowrap rel rev rowspan rules scope shape size span src start style summary
  tabindex title type usemap valign value vspace width xmlns xml:lang xml:space
`);

/** `Name` is what an element or attribute is called; each pattern begins where the last one ended. */
const NAME = String.raw`[A-Za-z_][\w.:-]*`;
const TEXT = /[^<]+/y;
const ASIDE = /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>/y;
const OPENING = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const OPENED = /\s*(\/?)>/y;
const CLOSING = new RegExp(String.raw`</(${NAME})\s*>`, 'y');

/** An ampersand begins a reference to a character; which names HTML has for them is not looked at. */
const BARE_AMPERSAND = /&(?!#\d{1,7};|#x[\dA-Fa-f]{1,6};|[A-Za-z]\w{0,31};)/;

const SCRIPT = /^\s*(?:javascript|vbscript):/i;

interface Reading {
  readonly text: string;
  at: number;
  /** The elements that are open, the outermost first. */
  readonly open: string[];
  /** There is something to see: words, or an image. */
  hasContent: boolean;
}

/** What is wrong with the narrative: its form, or that it says nothing; null if nothing is. */
export function narrativeFault(text: string): 'form' | 'empty' | null {
  const reading: Reading = { text: text.trim(), at: 0, open: [], hasContent: false };
  if (!readStart(reading, true)) return 'form';
  while (reading.open.length > 0) if (!readPart(reading)) return 'form';
  if (reading.at < reading.text.length) return 'form';
  return reading.hasContent ? null : 'empty';
}

function readPart(reading: Reading): boolean {
  const words = next(reading, TEXT)?.[0];
  if (words !== undefined) {
    reading.hasContent ||= words.trim() !== '';
    return isText(words);
  }
  const aside = next(reading, ASIDE);
  if (aside !== null) {
    reading.hasContent ||= (aside[1] ?? '').trim() !== '';
    return true;
  }
  const closing = next(reading, CLOSING)?.[1];
  return closing === undefined ? readStart(reading, false) : closing === reading.open.pop();
}

function next(reading: Reading, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.text);
  if (found !== null) reading.at = pattern.lastIndex;
  return found;
}

/** A start tag; the outermost is a `div` and says that it is XHTML. */
function readStart(reading: Reading, isOutermost: boolean): boolean {
  const name = next(reading, OPENING)?.[1];
  if (name === undefined || !ELEMENTS.has(name)) return false;
  const attributes = new Map<string, string>();
  for (let found = next(reading, ATTRIBUTE); found !== null; found = next(reading, ATTRIBUTE)) {
    const [, key = '', double, single = ''] = found;
    if (attributes.has(key) || !isAttribute(key, double ?? single)) return false;
    attributes.set(key, double ?? single);
  }
  const end = next(reading, OPENED)?.[1];
  if (end === undefined || !isXhtml(attributes.get('xmlns'), isOutermost)) return false;
  if (end === '') reading.open.push(name);
  reading.hasContent ||= name === 'img' && attributes.has('src');
  return !isOutermost || name === 'div';
}

const isXhtml = (namespace: string | undefined, isOutermost: boolean): boolean =>
  namespace === XHTML || (namespace === undefined && !isOutermost);

const isAttribute = (key: string, value: string): boolean =>
  ATTRIBUTES.has(key) && isText(value) && !SCRIPT.test(value);

const isText = (text: string): boolean => !BARE_AMPERSAND.test(text);
