import { createSocket } from "node:dgram";
import { createServer, type AddressInfo } from "node:net";
import * as dns from "dns-packet";

/** A DNS server on loopback that answers like an inbound endpoint: over UDP and TCP, for its own names. */
export interface InboundEndpoint {
  address: string;
  port: number;
  /** Queried names, in lower case. */
  asked: string[];
  stop(): Promise<void>;
}

/** @param names IPv4 addresses by name; other names do not exist */
export async function startInboundEndpoint(
  names: Readonly<Record<string, string>>,
): Promise<InboundEndpoint> {
  const address = "127.0.0.1";
  const asked: string[] = [];
  const answer = (query: dns.Packet): dns.Packet => answerTo(query, names, asked);
  const tcp = createServer((socket) => {
    // A query of a test arrives in one packet.
    socket.on("data", (data) => socket.end(dns.streamEncode(answer(dns.streamDecode(data)))));
    socket.on("error", () => socket.destroy());
  });
  await new Promise<void>((listening) => tcp.listen(0, address, listening));
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket("udp4");
  udp.on("message", (data, from) =>
    udp.send(dns.encode(answer(dns.decode(data))), from.port, from.address),
  );
  await new Promise<void>((listening) => udp.bind(port, address, listening));
  const stop = async () => {
    await new Promise<void>((closed) => udp.close(closed));
    await new Promise((closed) => tcp.close(closed));
  };
  return { address, port, asked, stop };
}

function answerTo(
  { id, questions = [] }: dns.Packet,
  names: Readonly<Record<string, string>>,
  asked: string[],
): dns.Packet {
  const question = questions[0];
  const name = question?.name.toLowerCase() ?? "";
  asked.push(name);
  const data = names[name];
  const isKnown = data !== undefined;
  return {
    type: "response",
    ...(id !== undefined && { id }),
    // Recursion was desired and is available; the last bits are the code: 3 for no such name.
    flags: dns.RECURSION_DESIRED | dns.RECURSION_AVAILABLE | (isKnown ? 0 : 3),
    questions,
    answers:
      isKnown && question?.type === "A" ? [{ type: "A", name: question.name, ttl: 60, data }] : [],
  };
}
