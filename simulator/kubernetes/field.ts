import { isObject, isUnknown, type Properties, type Value } from "../values";

/**
 * One field of an object that is being checked, and how to say what is wrong with it in the words of the
 * Kubernetes API. Values that are not known yet are never judged: they count as given, and hold nothing.
 *
 * Source of the texts: k8s.io/apimachinery, pkg/util/validation/field/errors.go.
 */
export class Field {
  constructor(
    readonly value: Value | undefined,
    readonly path: string,
    private readonly problems: Map<string, string>,
  ) {}

  /** Whether it is given; an empty text, list or map is not. */
  get isSet(): boolean {
    const { value } = this;
    if (Array.isArray(value)) return value.length > 0;
    if (isObject(value)) return Object.keys(value).length > 0;
    return value !== undefined && value !== null && value !== "";
  }

  /** Whether it is there at all, empty or not. */
  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A field of an object; one that is absent where this is no object or not known. */
  field(name: string): Field {
    const inside = isObject(this.value) ? this.value[name] : undefined;
    const value = isUnknown(this.value) ? this.value : inside;
    return new Field(value, this.path === "" ? name : `${this.path}.${name}`, this.problems);
  }

  /** A value of a map, which messages write with brackets: `data[key]`. */
  key(name: string, path = this.path): Field {
    return new Field(this.field(name).value, `${path}[${name}]`, this.problems);
  }

  /** A field further inside: `at("spec", "template")`. */
  at(...names: string[]): Field {
    return names.reduce<Field>((field, name) => field.field(name), this);
  }

  /** The elements of a list. */
  items(): Field[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map(
      (item, index) => new Field(item, `${this.path}[${index}]`, this.problems),
    );
  }

  /** The values of a map, by key. */
  entries(): [string, Field][] {
    if (!isObject(this.value)) return [];
    return Object.entries(this.value).map(([key, value]) => [
      key,
      new Field(value, `${this.path}[${key}]`, this.problems),
    ]);
  }

  /** Its text, where it is a known text. */
  get text(): string | undefined {
    return typeof this.value === "string" && !isUnknown(this.value) ? this.value : undefined;
  }

  get number(): number | undefined {
    return typeof this.value === "number" ? this.value : undefined;
  }

  get object(): Properties | undefined {
    return isObject(this.value) ? this.value : undefined;
  }

  /** Reports it where it is not given. Says whether it is. */
  require(detail = ""): boolean {
    if (!this.isSet) this.missing(detail);
    return this.isSet;
  }

  /** Reports that something which must be there is not. */
  missing(detail = ""): void {
    this.report(`Required value${detail && `: ${detail}`}`);
  }

  invalid(detail: string, value: Value | undefined = this.value): void {
    this.report(`Invalid value: ${JSON.stringify(value ?? null)}: ${detail}`);
  }

  forbidden(detail: string): void {
    this.report(`Forbidden: ${detail}`);
  }

  duplicate(value: Value | undefined = this.value): void {
    this.report(`Duplicate value: ${JSON.stringify(value)}`);
  }

  notFound(): void {
    this.report(`Not found: ${JSON.stringify(this.value)}`);
  }

  tooLong(bytes: number): void {
    this.report(`Too long: may not be more than ${bytes} bytes`);
  }

  /** Reports a known value that is none of these. */
  oneOf(allowed: readonly string[]): void {
    if (this.text === undefined || allowed.includes(this.text)) return;
    const values = allowed
      .map((value) => JSON.stringify(value))
      .sort()
      .join(", ");
    this.report(`Unsupported value: ${JSON.stringify(this.value)}: supported values: ${values}`);
  }

  /** Reports a known text that a rule does not accept; rules say what is wrong, or nothing. */
  matches(rule: (text: string) => string | undefined): void {
    const problem = this.text === undefined ? undefined : rule(this.text);
    if (problem !== undefined) this.invalid(problem);
  }

  /** Reports a known number outside of a range, ends included. */
  between(low: number, high: number): void {
    if (this.number === undefined || (this.number >= low && this.number <= high)) return;
    this.invalid(`must be between ${low} and ${high}, inclusive`);
  }

  /** Reports a known number below 0. */
  notNegative(): void {
    if ((this.number ?? 0) < 0) this.invalid("must be greater than or equal to 0");
  }

  /** Keeps the first problem of each sort: what a rule says of its kind goes before what any kind's does. */
  private report(problem: string): void {
    const key = `${this.path}: ${problem.split(":", 1)[0] ?? ""}`;
    if (!this.problems.has(key)) this.problems.set(key, `${this.path}: ${problem}`);
  }
}

/** Runs a check on an object and gives what it found wrong. */
export function problemsOf(object: Properties, check: (root: Field) => void): string[] {
  const problems = new Map<string, string>();
  check(new Field(object, "", problems));
  return [...problems.values()];
}

/** Reports list elements that have the same value as one before. */
export function requireUnique(fields: readonly Field[]): void {
  const seen = new Set<string>();
  for (const field of fields) {
    const { text } = field;
    if (text === undefined) continue;
    if (seen.has(text)) field.duplicate();
    seen.add(text);
  }
}
