import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatIpv4 } from "../../model/network/ipv4";
import { decodeMappings } from "../../model/port-mappings/file";
import { portMappings } from "../../model/port-mappings/lookup";
import { acceleratorAddress, accelerators, firstAddress, firstPort, mappingsEach } from "./files";

/** The measurements of a separate process, which prints them as JSON. */
export interface LookUpResult {
  count: number;
  /** Seconds until look-ups are possible. */
  load: number;
  /** Microseconds per look-up of a pod, and of an accelerator's port. */
  toAccelerator: number;
  toPod: number;
  /** Resident memory of the whole process at its end, in MB (10^6 bytes). */
  megabytes: number;
}

type Find = (address: string, port: number) => number;

/** Look-ups; each returns the number of mappings that it finds. */
interface LookUps {
  count: number;
  toAccelerator: Find;
  toPod: Find;
}

function tables(folder: string): LookUps {
  const files = readdirSync(folder).map((name) => decodeMappings(readFileSync(join(folder, name))));
  const mappings = portMappings(files);
  return {
    count: mappings.count,
    toAccelerator: (address, port) => mappings.toAccelerator({ address, port }).length,
    toPod: (address, port) => mappings.toPod({ address, port }).length,
  };
}

interface ListedPage {
  PortMappings: {
    AcceleratorPort: number;
    DestinationSocketAddress: { IpAddress: string; Port: number };
  }[];
}

/** The obvious implementation without this library: the JSON of the AWS CLI in two maps. */
function maps(folder: string): LookUps {
  const byPod = new Map<string, object>();
  const byPort = new Map<string, object>();
  for (const name of readdirSync(folder)) {
    const { PortMappings } = JSON.parse(readFileSync(join(folder, name), "utf8")) as ListedPage;
    const address = acceleratorAddress(parseInt(name, 10));
    for (const mapping of PortMappings) {
      const pod = mapping.DestinationSocketAddress;
      byPod.set(`${pod.IpAddress}:${pod.Port}`, mapping);
      byPort.set(`${address}:${mapping.AcceleratorPort}`, mapping);
    }
  }
  return {
    count: byPod.size,
    toAccelerator: (address, port) => (byPod.has(`${address}:${port}`) ? 1 : 0),
    toPod: (address, port) => (byPort.has(`${address}:${port}`) ? 1 : 0),
  };
}

/** Queries per batch, and batches: the median counts, so that other processes have little effect. */
const sizes = { batch: 20_000, batches: 51 };

/** Microseconds per look-up. The queries are few and created before, to need little memory. */
function time(find: Find, query: (index: number) => [string, number]): number {
  const batch = Array.from({ length: sizes.batch }, (_, index) => query(index));
  const times = Array.from({ length: sizes.batches }, () => {
    const start = performance.now();
    let found = 0;
    for (const [address, port] of batch) found += find(address, port);
    const taken = performance.now() - start;
    if (found !== batch.length) throw new Error(`${found} of ${batch.length} were found`);
    return (taken * 1000) / batch.length;
  });
  return times.sort((x, y) => x - y)[Math.floor(sizes.batches / 2)] ?? NaN;
}

/** Positions across all mappings, in random order. */
const scattered = (index: number): [accelerator: number, row: number] => [
  index % accelerators,
  (index * 28_657) % mappingsEach,
];

function main(kind: string, folder: string): LookUpResult {
  const start = performance.now();
  const lookUps = (kind === "tables" ? tables : maps)(folder);
  const load = (performance.now() - start) / 1000;
  const toAccelerator = time(lookUps.toAccelerator, (index) => {
    const [accelerator, row] = scattered(index);
    return [formatIpv4(firstAddress(accelerator) + row), 80];
  });
  const toPod = time(lookUps.toPod, (index) => {
    const [accelerator, row] = scattered(index);
    return [acceleratorAddress(accelerator), firstPort + row];
  });
  const megabytes = process.memoryUsage.rss() / 1e6;
  return { count: lookUps.count, load, toAccelerator, toPod, megabytes };
}

const [kind = "", folder = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(main(kind, folder)));
