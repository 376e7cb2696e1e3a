/**
 * Numbers that look random and depend on nothing but their arguments: what is drawn for one entity stays the same
 * whatever else is generated, and in whichever order.
 */
export function draw(seed: number, a: number, b = 0): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(a + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 0x165667b1, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

/** A draw as a fraction, 0 ≤ x < 1. */
export function fraction(drawn: number): number {
  return drawn / 0x1_0000_0000;
}

/** A draw as a nearly normal number of mean 0 and deviation 1, never beyond ±3.5. */
export function bell(drawn: number): number {
  return ((drawn & 255) + ((drawn >>> 8) & 255) + ((drawn >>> 16) & 255) + (drawn >>> 24) - 510) / 147.8;
}

/** A number for a text, so that words can be drawn upon; reads at most `limit` characters. */
export function digest(text: string, limit = text.length): number {
  const end = Math.min(limit, text.length);
  let h = 0x811c9dc5;
  for (let i = 0; i < end; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
