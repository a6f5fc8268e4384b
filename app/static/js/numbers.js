// Numbers as people read them; the same rules as the server's.

const BINARY = ["B", "KiB", "MiB", "GiB", "TiB"];
const WHOLE = new Intl.NumberFormat("en-US");

export function exact(value) {
  return WHOLE.format(value);
}

export function size(bytes) {
  let power = 0;
  while (bytes >= 1024 && power < BINARY.length - 1) {
    bytes /= 1024;
    power += 1;
  }
  const digits = power === 0 || bytes >= 100 ? 0 : 1;
  return `${bytes.toFixed(digits).replace(/\.0$/, "")} ${BINARY[power]}`;
}

export function seconds(value, digits = 1) {
  return value < 60 ? `${value.toFixed(digits)} s` : `${Math.floor(value / 60)} min ${Math.floor(value % 60)} s`;
}
