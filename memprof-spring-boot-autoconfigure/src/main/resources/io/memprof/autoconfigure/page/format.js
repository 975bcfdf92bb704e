const LOCALE = "en";

const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

/** Longest name shown: what is longer is cut in the middle, the whole is in the JSON. */
const LONGEST_NAME = 300;

/** Whether a value is there; where it is not, the report has `{unavailable: reason}` in its place. */
export const isKnown = (value) => value !== undefined && value !== null && !(typeof value === "object" && "unavailable" in value);

/** Why a value is missing. */
export const whyNot = (value) => value?.unavailable ?? "the report does not say";

/** A value through its format, or a dash with the reason. */
export const orWhyNot = (value, format) => (isKnown(value) ? format(value) : `– (${whyNot(value)})`);

export const number = (value, digits = 0) => value.toLocaleString(LOCALE, { maximumFractionDigits: digits });

export const percent = (share) => `${number(share * 100, share < 0.1 ? 1 : 0)} %`;

/** Bytes in units of 1024, three digits. */
export function bytes(value) {
  let amount = value;
  let unit = 0;
  while (Math.abs(amount) >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount.toLocaleString(LOCALE, { maximumSignificantDigits: Math.abs(amount) >= 1000 ? 4 : 3 })} ${UNITS[unit]}`;
}

/** The report's MB are 2^20 bytes. */
export const mebibytes = (value) => bytes(value * 2 ** 20);

export const perHour = (mb) => `${mb > 0 ? "+" : ""}${mebibytes(mb)}/h`;

/** Seconds of an ISO-8601 duration such as `PT4M12.5S`. */
export function seconds(duration) {
  const [, days, hours, minutes, rest] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? [];
  return (days ?? 0) * 86400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + Number(rest ?? 0);
}

/** A length of time by its two largest units. */
export function duration(total) {
  const parts = [
    [Math.floor(total / 86400), "d"],
    [Math.floor(total / 3600) % 24, "h"],
    [Math.floor(total / 60) % 60, "min"],
    [Math.floor(total) % 60, "s"],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first < 0) {
    return "0 s";
  }
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(" ");
}

/** A time of day, with the date when it is not today. */
export function time(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(LOCALE, { hourCycle: "h23", ...(today ? {} : { dateStyle: "medium" }), timeStyle: "medium" });
}

/** How long before the report something was. */
export const ago = (iso, generatedAt) => `${duration(Math.max(0, (Date.parse(generatedAt) - Date.parse(iso)) / 1000))} ago`;

/** What cannot be seen, or turns the text around it: a class may be named so. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

const TOO_LONG = new RegExp(`\\S{${LONGEST_NAME + 1},}`, "g");

const seen = (text) => text.replace(UNSEEN, (unseen) => `\\u${unseen.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A name no longer than a page can show. */
export const short = (name) =>
  seen(name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME / 2)} … ${name.slice(-LONGEST_NAME / 2)}` : name);

/** A text as a page can show it, whatever names are in it. */
export const shown = (text) => seen(text.replace(TOO_LONG, short));

/** The name of a class without its package. */
export const simpleName = (className) => short(className.slice(className.lastIndexOf(".") + 1));
