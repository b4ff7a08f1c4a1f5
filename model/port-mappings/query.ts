import { lastPort, type Protocol } from "../custom-routing/ports";
import { InputError } from "../errors";
import { parseIpv4 } from "../network/ipv4";
import { protocolNames, type FoundMapping } from "./table";
import type { SocketQuery } from "./lookup";

/** An unchecked query: options of a command, or parameters of a URL. */
export interface TypedQuery {
  ip?: string | undefined;
  port?: string | undefined;
  protocol?: string | undefined;
}

/**
 * Parses a query.
 *
 * @param prefix Prefix of the names in errors: `--` for a command's options.
 * @throws InputError
 */
export function readQuery({ ip = "", port = "", protocol }: TypedQuery, prefix = ""): SocketQuery {
  if (parseIpv4(ip) === undefined) {
    throw new InputError({
      argument: `${prefix}ip`,
      value: ip,
      rule: "is no IPv4 address",
      fix: "Give four numbers with dots between, for example 10.10.160.4.",
    });
  }
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number < 1 || number > lastPort) {
    throw new InputError({
      argument: `${prefix}port`,
      value: port,
      rule: "is not a port",
      fix: `Give a number from 1 to ${lastPort}.`,
    });
  }
  if (protocol === undefined) return { address: ip, port: number };
  return { address: ip, port: number, protocol: readProtocol(protocol, `${prefix}protocol`) };
}

function readProtocol(text: string, argument: string): Protocol {
  const found = protocolNames.find((name) => name === text.toUpperCase());
  if (found) return found;
  throw new InputError({
    argument,
    value: text,
    rule: "is not a protocol that accelerators carry",
    fix: "Give TCP or UDP, or leave it out for both.",
  });
}

/** The output form of a mapping. */
export interface MappingAnswer {
  /** Static addresses of the accelerator: the mapping holds on each of them. */
  acceleratorAddresses: readonly string[];
  acceleratorPort: number;
  podAddress: string;
  podPort: number;
  protocols: readonly Protocol[];
  /** Whether AWS allows traffic. */
  allowed: boolean;
  subnetId: string;
  region: string;
  acceleratorArn: string;
}

/** The output form of a mapping. */
export function answerOf(mapping: FoundMapping): MappingAnswer {
  const { subnet } = mapping;
  return {
    acceleratorAddresses: subnet.acceleratorAddresses,
    acceleratorPort: mapping.acceleratorPort,
    podAddress: mapping.address,
    podPort: mapping.port,
    protocols: mapping.protocols,
    allowed: mapping.allowed,
    subnetId: subnet.subnetId,
    region: subnet.region,
    acceleratorArn: subnet.acceleratorArn,
  };
}
