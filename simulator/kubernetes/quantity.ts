/** Factors of the suffixes that quantities may have. Source: k8s.io/apimachinery, pkg/api/resource. */
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];

/** A quantity as a whole number of billionths; undefined for text that is none. */
interface Parsed {
  nanos: bigint;
  format: "binary" | "decimal" | "exponent";
}

const QUANTITY = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([eE][+-]?\d+)|([KMGTPE]i|[numkMGTPE]))?$/;

/** Whether the text is a quantity: `500m`, `1.5Gi`, `1e3`. */
export function isQuantity(text: string): boolean {
  return parse(text) !== undefined;
}

/** Below, equal or above 0 as `a` is less than, the same as or more than `b`. */
export function compareQuantities(a: string | number, b: string | number): number {
  const difference = (parse(String(a))?.nanos ?? 0n) - (parse(String(b))?.nanos ?? 0n);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** The form in which the API server gives a quantity back: `0.5` is `500m`, `1.5Gi` is `1536Mi`. */
export function canonicalQuantity(value: string | number): string {
  const parsed = parse(String(value));
  if (!parsed) return String(value);
  const { nanos, format } = parsed;
  const sign = nanos < 0n ? "-" : "";
  const size = nanos < 0n ? -nanos : nanos;
  if (format === "binary" && size >= 1024n * NANO && size % NANO === 0n) {
    return sign + shorten(size / NANO, 1024n, BINARY);
  }
  if (format === "exponent") return sign + exponent(size);
  return sign + shorten(size, 1000n, DECIMAL);
}

const NANO = 1_000_000_000n;

function parse(text: string): Parsed | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, digits = "", power, suffix = ""] = match;
  const [whole = "", fraction = ""] = digits.split(".");
  const format = power ? "exponent" : suffix.endsWith("i") ? "binary" : "decimal";
  const places = fraction.length;
  let size = BigInt(whole + fraction) * NANO;
  if (format === "binary") size *= 1024n ** BigInt(BINARY.indexOf(suffix));
  else size = scale(size, power ? Number(power.slice(1)) : 3 * (DECIMAL.indexOf(suffix) - 3));
  // What is finer than a billionth is rounded up.
  const rounded = scale(size, -places);
  return { nanos: sign === "-" ? -rounded : rounded, format };
}

function scale(value: bigint, tens: number): bigint {
  if (tens >= 0) return value * 10n ** BigInt(tens);
  const divisor = 10n ** BigInt(-tens);
  return (value + divisor - 1n) / divisor;
}

/** Divides as long as it goes without a rest; `units` starts with the unit that `value` is in. */
function shorten(value: bigint, base: bigint, units: readonly string[]): string {
  if (value === 0n) return "0";
  let step = 0;
  let rest = value;
  while (rest % base === 0n && step + 1 < units.length) {
    rest /= base;
    step++;
  }
  return `${rest}${units[step]}`;
}

function exponent(nanos: bigint): string {
  const text = shorten(nanos, 1000n, DECIMAL);
  const suffix = text.replace(/\d/g, "");
  const power = 3 * (DECIMAL.indexOf(suffix) - 3);
  return power === 0 ? text : `${text.replace(/\D/g, "")}e${power}`;
}
