// Text from strangers, such as a file's name: control and direction-changing characters as escapes.

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

// The same of a text in which a character such as a line feed or a tab means what it does.
export const visibleBut = (kept, text) => text.split(kept).map(visible).join(kept);

export const visible = (text) =>
  text.replace(INVISIBLE, (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`);
