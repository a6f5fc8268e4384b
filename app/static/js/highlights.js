// What of a line the conditions of the view speak of, to mark it: text that is contained, expressions
// that match, and values too long to be anywhere else by chance.

import { element } from "./element.js";

const SAID = /(contains|~)\s*(?:"((?:[^"\\]|\\.)*)"|([^\s()",=!<>~]+))/g;
const TELLING = /[^\d\s]/;
const SHORTEST = 4;

const literally = (text) => text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");

// Of the conditions that are on and not turned round.
export function patternsOf(conditions) {
  const wanted = conditions.filter((one) => !one.off && !one.negated);
  return wanted.flatMap((one) => (one.field === undefined ? saidIn(one.text) : valuesOf(one))).flatMap(compiled);
}

function saidIn(text) {
  return [...text.matchAll(SAID)].map(([, operator, quoted, word]) => {
    const value = quoted === undefined ? word : quoted.replace(/\\([\\"])/g, "$1");
    return operator === "~" ? value.replace(/[\^$]/g, "") : literally(value);
  });
}

function valuesOf({ field, values }) {
  if (field === "time") {
    return []; // lines write it otherwise
  }
  return values.filter((value) => value.length >= SHORTEST && TELLING.test(value)).map(literally);
}

// RE2 knows what a browser does not: such an expression is not marked.
function compiled(pattern) {
  const [, flags, rest] = /^\(\?(i?)\)(.*)$/s.exec(pattern) ?? [null, "", pattern];
  try {
    return rest && !new RegExp(rest).test("") ? [new RegExp(rest, `g${flags}`)] : [];
  } catch {
    return [];
  }
}

// The text as nodes, with what matches in <mark>.
export function marked(text, patterns) {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((one) => [one.index, one.index + one[0].length]));
  found.sort(([a], [b]) => a - b);
  const nodes = [];
  let at = 0;
  for (const [from, to] of found) {
    if (from >= at && to > from) {
      nodes.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
  }
  return [...nodes, text.slice(at)];
}
