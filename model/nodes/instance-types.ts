import table from "../data/instance-types.json";
import { InputError } from "../errors";
import { didYouMean } from "../suggest";

/** The hypervisor of an instance type. Bare metal is always part of the Nitro System. */
export type Hypervisor = "nitro" | "xen" | "metal" | "unknown";

/** The published properties of an EC2 instance type. */
export interface InstanceType {
  /** `m5.large` */
  name: string;
  /** Network interfaces on the default network card, the only one that nodes use. */
  networkInterfaces: number;
  /** IPv4 addresses per network interface, including its primary address. */
  addressesPerInterface: number;
  hypervisor: Hypervisor;
  /** Undefined for a few retired types. */
  vCpus?: number;
  /** MiB. Undefined for a few retired types. */
  memoryMiB?: number;
  /** `x86_64`, `arm64`, …; empty for a few retired types. */
  architectures: readonly string[];
  /** Whole or partial GPUs that a node of this type advertises: 0 for most types. */
  gpus: number;
  /** `A10G`; undefined without GPUs. */
  gpuName?: string;
}

type Row = (string | number | null)[];

const rows: Readonly<Record<string, Row>> = table.types;

/** Names of all instance types that are known, sorted. */
export const instanceTypeNames: readonly string[] = Object.keys(rows);

/** The instance type with this name, or undefined if it is not known. */
export function findInstanceType(name: string): InstanceType | undefined {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined;
  if (!row) return undefined;
  const [networkInterfaces, addressesPerInterface, hypervisor, vCpus, memory, arch, gpus, gpu] =
    row;
  return {
    name,
    networkInterfaces: Number(networkInterfaces),
    addressesPerInterface: Number(addressesPerInterface),
    hypervisor: hypervisor as Hypervisor,
    ...(typeof vCpus === "number" && { vCpus }),
    ...(typeof memory === "number" && { memoryMiB: memory }),
    architectures: typeof arch === "string" ? arch.split("|") : [],
    gpus: Number(gpus),
    ...(typeof gpu === "string" && { gpuName: gpu }),
  };
}

/**
 * The instance type with this name.
 *
 * @throws InputError with the nearest known name.
 * @example instanceType("m5.large").networkInterfaces; // 3
 */
export function instanceType(name: string, argument = "instanceType"): InstanceType {
  const type = findInstanceType(name);
  if (type) return type;
  throw new InputError({
    argument,
    value: name,
    rule: "is not an EC2 instance type that the published tables list",
    fix: `${didYouMean(name, likeIt(name))} "npm run data -- instance-types" reads newer ones.`,
  });
}

/** Whether the VPC CNI can assign /28 prefixes to the type: all Nitro-based types, including bare metal. */
export function supportsPrefixes({ hypervisor }: InstanceType): boolean {
  return hypervisor === "nitro" || hypervisor === "metal";
}

/**
 * Checks that the VPC CNI can assign /28 prefixes to every type.
 *
 * @param argument The setting that turns prefix delegation on.
 * @throws InputError
 */
export function requirePrefixes(types: readonly InstanceType[], argument: string): void {
  const xen = types.find((type) => !supportsPrefixes(type));
  if (!xen) return;
  throw new InputError({
    argument,
    value: true,
    rule: `does not work on ${xen.name}, which is not based on the Nitro System`,
    fix: "Choose Nitro-based instance types, for example t3, m5 or later, or leave it off.",
  });
}

/** Known types of the same family; all types if the family is unknown. */
function likeIt(name: string): readonly string[] {
  const family = name.split(".")[0] ?? "";
  const relatives = instanceTypeNames.filter((known) => known.startsWith(`${family}.`));
  return relatives.length > 0
    ? relatives
    : instanceTypeNames.filter((known) => known.endsWith(".large")).slice(-5);
}
