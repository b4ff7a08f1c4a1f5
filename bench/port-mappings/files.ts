import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatIpv4 } from "../../model/network/ipv4";
import { mappingTable, type MappedSubnet, type Mapping } from "../../model/port-mappings/table";
import { encodeMappings } from "../../model/port-mappings/file";

/** Number of accelerators and of mappings per accelerator: a million in total. */
export const accelerators = 16;
export const mappingsEach = 62_500;

/** First port of every accelerator. */
export const firstPort = 1024;

/** First address of an accelerator's subnet, as a number. */
export const firstAddress = (accelerator: number): number => 167_772_160 + accelerator * 65_536 + 4;

/** A static address of an accelerator. */
export const acceleratorAddress = (accelerator: number): string => `198.51.100.${accelerator + 1}`;

const subnet = (accelerator: number): MappedSubnet => {
  const acceleratorArn = `arn:aws:globalaccelerator::123456789012:accelerator/${accelerator}`;
  return {
    acceleratorArn,
    acceleratorAddresses: [acceleratorAddress(accelerator)],
    endpointGroupArn: `${acceleratorArn}/listener/1/endpoint-group/1`,
    region: "us-east-1",
    subnetId: `subnet-${accelerator}`,
  };
};

/** Writes a million mappings in the exporter's format and in the format of the AWS CLI. */
export function writeMappings(folder: string): void {
  mkdirSync(join(folder, "tables"));
  mkdirSync(join(folder, "json"));
  for (let accelerator = 0; accelerator < accelerators; accelerator++) {
    const mappings = mappingsOf(accelerator);
    const about = subnet(accelerator);
    writeFileSync(
      join(folder, "tables", `${accelerator}.portmap`),
      encodeMappings(mappingTable(about, mappings)),
    );
    const PortMappings = mappings.map(({ acceleratorPort, address, port }) => ({
      AcceleratorPort: acceleratorPort,
      EndpointGroupArn: about.endpointGroupArn,
      EndpointId: about.subnetId,
      DestinationSocketAddress: { IpAddress: address, Port: port },
      Protocols: ["TCP"],
      DestinationTrafficState: "ALLOW",
    }));
    writeFileSync(join(folder, "json", `${accelerator}.json`), JSON.stringify({ PortMappings }));
  }
}

/** Every address once, at ports in pseudo-random order. */
function mappingsOf(accelerator: number): Mapping[] {
  return Array.from({ length: mappingsEach }, (_, index) => ({
    // The factor and the number of mappings are coprime.
    acceleratorPort: firstPort + ((index * 28_657) % mappingsEach),
    address: formatIpv4(firstAddress(accelerator) + index),
    port: 80,
    protocols: ["TCP"],
    allowed: true,
  }));
}
