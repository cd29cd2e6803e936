const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a over the UTF-16 units of a text, 32 bits, begun from a salt. */
function hash(text: string, salt: number): number {
  let value = (OFFSET ^ salt) >>> 0;
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), PRIME) >>> 0;
  return value;
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/**
 * The `urn:uuid` that stands for a resource until the host gives it an id: the same for the same key,
 * and told apart only within one run. UUID version 8 (RFC 9562), made from the key alone.
 */
export function fullUrlOf(key: string): string {
  const [a, b, c, d] = [1, 2, 3, 4].map((salt) => hex(hash(`${key}#${salt}`, salt * PRIME))) as [
    string,
    string,
    string,
    string,
  ];
  return `urn:uuid:${a}-${b.slice(0, 4)}-8${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
