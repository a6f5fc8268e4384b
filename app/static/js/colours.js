// Figures name colours as var(--token); Plotly wants the colour itself.

const REFERENCE = /^var\(--[\w-]+\)$/;

// Resolves against the tokens in force now. Returns a copy, so that the figure can be drawn again
// in another theme.
export function withColours(figure, place) {
  const probe = document.createElement("span");
  place.append(probe);
  const known = new Map();
  const colour = (reference) => {
    if (!known.has(reference)) {
      probe.style.color = reference;
      known.set(reference, getComputedStyle(probe).color);
    }
    return known.get(reference);
  };
  const resolve = (value) => {
    if (typeof value === "string") {
      return REFERENCE.test(value) ? colour(value) : value;
    }
    if (Array.isArray(value)) {
      return value.map(resolve);
    }
    return value && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]))
      : value;
  };
  const resolved = resolve(figure);
  probe.remove();
  return resolved;
}
