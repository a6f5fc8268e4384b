// The conditions of a view. Each is a piece of the filter language, on or off: either values of one
// field, which a click on a chart makes, or an expression as someone typed it.
//
// In the address of the page a condition is one `f` parameter; a leading "~" says that it is off.

const OFF = "~";
const LIST = /^(not )?("(?:[^"\\]|\\.)*"|[^\s()",=!<>~]+) in \((.*)\)$/s;
const ITEM = /\s*("(?:[^"\\]|\\.)*")\s*(?:,|$)/sy;
const PLAIN = /^[^\s()",=!<>~]+$/;
const WORDS = new Set(["and", "or", "not", "in", "contains", "bot"]);

const quoted = (text) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
const unquoted = (text) => text.slice(1, -1).replace(/\\([\\"])/g, "$1");
const named = (field) => (PLAIN.test(field) && !WORDS.has(field.toLowerCase()) ? field : quoted(field));

// The text of a condition in the filter language, whether it is on or off.
export function filterText({ field, values, text, negated }) {
  if (field === undefined) {
    return negated ? `not (${text})` : text;
  }
  return `${negated ? "not " : ""}${named(field)} in (${values.map(quoted).join(", ")})`;
}

export function toParameter(condition) {
  return (condition.off ? OFF : "") + filterText(condition);
}

export function fromParameter(parameter) {
  const off = parameter.startsWith(OFF);
  const text = off ? parameter.slice(OFF.length) : parameter;
  const list = LIST.exec(text);
  const values = list && items(list[3]);
  if (values) {
    const field = list[2].startsWith('"') ? unquoted(list[2]) : list[2];
    return { field, values, negated: Boolean(list[1]), off };
  }
  const inner = /^not \((.*)\)$/s.exec(text);
  return inner ? { text: inner[1], negated: true, off } : { text, negated: false, off };
}

// The strings of a list, or null where it holds anything else.
function items(text) {
  const found = [];
  ITEM.lastIndex = 0;
  while (ITEM.lastIndex < text.length) {
    const item = ITEM.exec(text);
    if (!item) {
      return null;
    }
    found.push(unquoted(item[1]));
  }
  return found.length ? found : null;
}

// The conditions that are on, as one filter.
export function whereOf(conditions) {
  const parts = conditions.filter((one) => !one.off).map(filterText);
  return parts.length > 1 ? parts.map((part) => `(${part})`).join(" and ") : (parts[0] ?? "");
}

// The conditions with one more value of a field: values of the same field widen one condition. One that
// was kept before and is now left out, or the other way round, changes sides; one that is chosen once
// more goes.
export function withValue(all, field, value, negated) {
  const conditions = withoutValue(all, field, value, !negated);
  const at = conditions.findIndex((one) => one.field === field && one.negated === negated && !one.off);
  if (at < 0) {
    return [...conditions, { field, values: [value], negated, off: false }];
  }
  const known = conditions[at].values;
  const values = known.includes(value) ? known.filter((one) => one !== value) : [...known, value];
  const changed = values.length ? [{ ...conditions[at], values }] : [];
  return [...conditions.slice(0, at), ...changed, ...conditions.slice(at + 1)];
}

function withoutValue(conditions, field, value, negated) {
  return conditions.flatMap((one) => {
    if (one.field !== field || one.negated !== negated || one.off || !one.values.includes(value)) {
      return [one];
    }
    const values = one.values.filter((known) => known !== value);
    return values.length ? [{ ...one, values }] : [];
  });
}
