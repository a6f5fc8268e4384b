// Elements from data. Text goes in as text nodes only: log text never meets an HTML parser.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.map(String));
  return made;
}

export function group(name, attributes, children) {
  const made = element(name, attributes);
  made.append(...children);
  return made;
}
