// The uploads that this browser began and has not finished: where each goes on after a reload.

const KEY = "loglanes-uploads";
const DAY_MS = 86_400_000; // after a day without a slice the server gives an upload up

function read() {
  try {
    const begun = Object.entries(JSON.parse(localStorage.getItem(KEY)) ?? {});
    return Object.fromEntries(begun.filter(([, one]) => Date.now() - one.at < DAY_MS));
  } catch {
    return {}; // storage may be switched off: an upload then goes on until the page is left
  }
}

function write(begun) {
  try {
    localStorage.setItem(KEY, JSON.stringify(begun));
  } catch {
    // See above.
  }
}

// An upload in which nothing was to be masked is not continued as one in which something is.
const identity = (file, options) =>
  [file.name, file.size, file.lastModified, ...Object.entries(options).flat()].join("\n");

export function remember(file, options, url, page) {
  write({ ...read(), [identity(file, options)]: { name: file.name, size: file.size, url, page, at: Date.now() } });
}

export function forget(url) {
  write(Object.fromEntries(Object.entries(read()).filter(([, one]) => one.url !== url)));
}

export const begunOf = (file, options) => read()[identity(file, options)];

export const allBegun = () => Object.values(read());
