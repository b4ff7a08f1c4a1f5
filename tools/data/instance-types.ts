import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { fetchWheels, pinned } from "../extract/wheels";
import type { DataSet } from "./data-set";
import { goModule } from "./go-module";

const cni = { path: "github.com/aws/amazon-vpc-cni-k8s", version: "v1.23.2" };

/** The used properties of a type in the response of `DescribeInstanceTypes`. */
export interface DescribedType {
  Hypervisor?: "nitro" | "xen";
  BareMetal: boolean;
  VCpuInfo: { DefaultVCpus: number };
  MemoryInfo: { SizeInMiB: number };
  ProcessorInfo: { SupportedArchitectures: string[] };
  GpuInfo?: { Gpus: { Name: string; LogicalGpuCount: number }[] };
  NetworkInfo: {
    Ipv4AddressesPerInterface: number;
    DefaultNetworkCardIndex: number;
    NetworkCards: { NetworkCardIndex: number; MaximumNetworkInterfaces: number }[];
  };
}

/** ENIs on the default network card, IPv4 addresses per ENI, and hypervisor of a type. */
export interface Limits {
  interfaces: number;
  addresses: number;
  hypervisor: "nitro" | "xen" | "metal" | "unknown";
}

/**
 * One row of the data file: interfaces, addresses per interface, hypervisor, vCPUs, memory in
 * MiB, architectures, GPUs, GPU name. Null if no source has the value.
 */
export type Row = [
  number,
  number,
  Limits["hypervisor"],
  number | null,
  number | null,
  string | null,
  number,
  string | null,
];

export const columns = [
  "networkInterfaces",
  "addressesPerInterface",
  "hypervisor",
  "vCpus",
  "memoryMiB",
  "architectures",
  "gpus",
  "gpuName",
];

/**
 * Merges the two published tables. The EC2 API's response (in moto) takes precedence, because it has all columns
 * and is newer; the VPC CNI's table adds types that AWS has retired or describes in few
 * Regions only. The limits of a type in both tables must be equal.
 *
 * @throws Error naming the types on which the tables disagree.
 */
export function mergeInstanceTypes(
  described: Record<string, DescribedType>,
  limits: Record<string, Limits>,
): Record<string, Row> {
  const disagreements = Object.keys(limits).filter((name) => {
    const type = described[name];
    const theirs = limits[name];
    if (!type || !theirs) return false;
    const ours = describedLimits(type);
    return ours.interfaces !== theirs.interfaces || ours.addresses !== theirs.addresses;
  });
  if (disagreements.length > 0) {
    throw new Error(`The sources disagree on the limits of ${disagreements.join(", ")}.`);
  }
  const rows: [string, Row][] = [
    ...Object.entries(limits).map(([name, type]): [string, Row] => [name, limitsRow(type)]),
    ...Object.entries(described).map(([name, type]): [string, Row] => [name, describedRow(type)]),
  ];
  return Object.fromEntries([...new Map(rows)].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads the table in the VPC CNI's `pkg/vpc/vpc_ip_resource_limit.go`. */
export function parseCniLimits(goSource: string): Record<string, Limits> {
  const table = goSource.slice(goSource.indexOf("map[string]InstanceTypeLimits{"));
  const entries = [...table.matchAll(/\n\t"([^"]+)":\s*\{\n(.*?)\n\t\},/gs)];
  return Object.fromEntries(
    entries.map(([, name = "", body = ""]) => {
      const field = (key: string) => new RegExp(`\\b${key}:\\s*"?(\\w+)`).exec(body)?.[1] ?? "";
      const metal = field("IsBareMetal") === "true";
      const hypervisor = metal ? "metal" : (field("HypervisorType") as Limits["hypervisor"]);
      return [
        name,
        {
          interfaces: Number(field("ENILimit")),
          addresses: Number(field("IPv4Limit")),
          hypervisor,
        },
      ];
    }),
  );
}

/** The committed form: one type per line, so that a refresh shows the changes. */
export function renderInstanceTypes(
  types: Record<string, Row>,
  source: string,
  read: string,
): string {
  const rows = Object.entries(types).map(
    ([name, row]) => `    ${JSON.stringify(name)}: ${JSON.stringify(row)}`,
  );
  const head = [
    `  "source": ${JSON.stringify(source)}`,
    `  "read": ${JSON.stringify(read)}`,
    `  "columns": ${JSON.stringify(columns)}`,
  ];
  return `{\n${head.join(",\n")},\n  "types": {\n${rows.join(",\n")}\n  }\n}\n`;
}

export const instanceTypes: DataSet = {
  name: "instance-types",
  description: "ENIs, addresses, hypervisor, size and GPUs of all instance types (moto, VPC CNI)",
  file: "model/data/instance-types.json",
  async refresh(today) {
    const [moto] = pinned(["moto"]);
    if (!moto) throw new Error("moto is not pinned.");
    await fetchWheels([moto]);
    const described = await readFile(
      join(moto.folder, "moto/ec2/resources/instance_types.json.gz"),
    );
    const cniFolder = await goModule(cni.path, cni.version);
    const limits = await readFile(join(cniFolder, "pkg/vpc/vpc_ip_resource_limit.go"), "utf8");
    const types = mergeInstanceTypes(
      JSON.parse(gunzipSync(described).toString()) as Record<string, DescribedType>,
      parseCniLimits(limits),
    );
    const source =
      `EC2 DescribeInstanceTypes as recorded in moto ${moto.version} (PyPI); types that it lacks ` +
      `from pkg/vpc/vpc_ip_resource_limit.go of ${cni.path} ${cni.version}`;
    return renderInstanceTypes(types, source, today);
  },
};

function describedLimits(type: DescribedType): Limits {
  const network = type.NetworkInfo;
  // Nodes use the default network card only, as the VPC CNI and nodeadm do.
  const card = network.NetworkCards.find(
    ({ NetworkCardIndex }) => NetworkCardIndex === network.DefaultNetworkCardIndex,
  );
  return {
    interfaces: card?.MaximumNetworkInterfaces ?? 0,
    addresses: network.Ipv4AddressesPerInterface,
    hypervisor: type.BareMetal ? "metal" : (type.Hypervisor ?? "unknown"),
  };
}

function describedRow(type: DescribedType): Row {
  const { interfaces, addresses, hypervisor } = describedLimits(type);
  const gpu = type.GpuInfo?.Gpus[0];
  return [
    interfaces,
    addresses,
    hypervisor,
    type.VCpuInfo.DefaultVCpus,
    type.MemoryInfo.SizeInMiB,
    type.ProcessorInfo.SupportedArchitectures.join("|"),
    gpu?.LogicalGpuCount ?? 0,
    gpu?.Name ?? null,
  ];
}

function limitsRow({ interfaces, addresses, hypervisor }: Limits): Row {
  return [interfaces, addresses, hypervisor, null, null, null, 0, null];
}
