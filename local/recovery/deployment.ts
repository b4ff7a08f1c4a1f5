import {
  DEFAULTS_KEY,
  escapePointer,
  isObject,
  SECRET,
  SIGNATURE,
  type Properties,
  type Value,
} from "../../simulator/values";

/** The used properties of a resource in the output of `pulumi stack export`. */
export interface StateResource {
  urn: string;
  type: string;
  /** Whether a provider manages it; false for components. */
  custom: boolean;
  id?: string;
  inputs?: Properties;
  outputs?: Properties;
  /** URN. */
  parent?: string;
  /** URN and id of its provider, with `::` between them. */
  provider?: string;
  /** URNs. */
  dependencies?: string[];
  /** URNs by input. */
  propertyDependencies?: Record<string, string[] | null>;
  /** URN. */
  deletedWith?: string;
  /** URNs. */
  replaceWith?: string[];
  /** Whether it was replaced and is still to be deleted. */
  delete?: boolean;
  /** Errors of an incomplete creation, which the next update repeats. */
  initErrors?: string[];
}

/** A change that a run started and did not finish. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, … */
  type: string;
  resource: StateResource;
}

/** The state of a stack. */
export interface Deployment {
  resources?: StateResource[];
  pending_operations?: PendingOperation[];
}

/** Values of a state in a provider's form: plaintext secrets, without the markers of defaults. */
export function plainValues(values: Properties = {}): Properties {
  return plain(values) as Properties;
}

function plain(value: Value): Value {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const { plaintext } = value;
  if (value[SIGNATURE] === SECRET && typeof plaintext === "string") {
    return plain(JSON.parse(plaintext) as Value);
  }
  const entries = Object.entries(value).filter(([key]) => key !== DEFAULTS_KEY);
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
}

/**
 * Values of a provider in the form of a state.
 *
 * @param secrets JSON pointers of the secrets
 */
export function stateValues(values: Properties, secrets: readonly string[]): Properties {
  return wrapped(values, "", new Set(secrets)) as Properties;
}

function wrapped(value: Value, pointer: string, secrets: ReadonlySet<string>): Value {
  const inside = wrappedInside(value, pointer, secrets);
  if (!secrets.has(pointer)) return inside;
  return { [SIGNATURE]: SECRET, plaintext: JSON.stringify(inside) };
}

function wrappedInside(value: Value, pointer: string, secrets: ReadonlySet<string>): Value {
  if (Array.isArray(value)) {
    return value.map((item, index) => wrapped(item, `${pointer}/${index}`, secrets));
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    wrapped(item, `${pointer}/${escapePointer(key)}`, secrets),
  ]);
  return Object.fromEntries(entries) as Properties;
}

/** The type and the name in a URN, for messages. */
export function describe(urn: string): string {
  return `${typeOf(urn)} ${nameOf(urn)}`;
}

/** `aws:ec2/subnet:Subnet` */
export function typeOf(urn: string): string {
  return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** The type with those of the parents: `eks-scenarios:network:Network$aws:ec2/vpc:Vpc`. */
export function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
