// Moments as the clock of a zone shows them, and back. A zone is an IANA name or an offset, "+02:00".

const DAY = 86_400_000;
const OFFSET = /^([+-])(\d\d):(\d\d)$/;
const clocks = new Map();

function clockOf(zone) {
  if (!clocks.has(zone)) {
    const part = "2-digit";
    const shape = { year: "numeric", month: part, day: part, hour: part, minute: part, second: part };
    clocks.set(zone, new Intl.DateTimeFormat("en-GB", { ...shape, hourCycle: "h23", timeZone: zone }));
  }
  return clocks.get(zone);
}

// What the zone adds to UTC at a moment, both in milliseconds.
function offsetAt(moment, zone) {
  const [, sign, hours, minutes] = OFFSET.exec(zone) ?? [];
  if (sign) {
    return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  }
  const parts = clockOf(zone).formatToParts(moment).map(({ type, value }) => [type, Number(value)]);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

// "2026-03-02 14:05:09"
export function wallTime(moment, zone) {
  const shown = new Date(moment + offsetAt(moment, zone));
  return shown.toISOString().slice(0, 19).replace("T", " ");
}

// When the clock showed "2026-03-02 14:05:09.5": the first time, or the `last` where it did so twice.
// Times that a clock put forward has left out are those that it would have shown.
export function momentOf(wall, zone, last = false) {
  const time = Date.parse(wall.includes(" ") ? `${wall.replace(" ", "T")}Z` : wall);
  const tried = [time - DAY, time + DAY].map((near) => time - offsetAt(near, zone));
  const shown = tried.filter((moment) => moment + offsetAt(moment, zone) === time);
  return shown.length ? shown.at(last ? -1 : 0) : tried[0];
}

export function zoneLabel(zone) {
  return OFFSET.test(zone) ? `UTC${zone}` : zone;
}
