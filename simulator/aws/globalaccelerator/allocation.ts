import { createHash } from "node:crypto";
import type { PortRange } from "../../../model/custom-routing/ports";

/** Listener ports are handed out in blocks of this many, beginning at its multiples. */
const blockSize = 16;

/** A request for listener ports. */
export interface Allocation {
  ranges: readonly PortRange[];
  /** First ports of blocks that others have. */
  taken: ReadonlySet<number>;
  /** How many ports are needed. */
  ports: number;
  /** The same gives the same blocks. */
  seed: string;
}

/**
 * Chooses blocks of listener ports for a subnet, from anywhere in the ranges, as AWS does: nobody
 * can tell which, and nobody else's change. AWS does not say how large its blocks are; here a range
 * that does not begin and end with one loses up to 30 ports.
 *
 * @returns the first ports of the blocks, or undefined where there are not enough left
 */
export function allocate({ ranges, taken, ports, seed }: Allocation): number[] | undefined {
  const free = ranges.flatMap(wholeBlocks).filter((block) => !taken.has(block));
  const needed = Math.ceil(ports / blockSize);
  if (free.length < needed) return undefined;
  return shuffled(free, seed).slice(0, needed);
}

function wholeBlocks({ fromPort, toPort }: PortRange): number[] {
  const first = Math.ceil(fromPort / blockSize);
  const end = Math.floor((toPort + 1) / blockSize);
  return Array.from(
    { length: Math.max(end - first, 0) },
    (_, index) => (first + index) * blockSize,
  );
}

/** The ports of blocks in an order that only the seed tells. */
export function portsOf(blocks: readonly number[], seed: string): number[] {
  const ports = blocks.flatMap((block) =>
    Array.from({ length: blockSize }, (_, index) => block + index),
  );
  return shuffled(ports, seed);
}

/** Fisher and Yates' shuffle, with digits from a hash instead of chance. */
function shuffled(items: readonly number[], seed: string): number[] {
  const result = [...items];
  const next = numbers(seed);
  for (let index = result.length - 1; index > 0; index--) {
    const other = next() % (index + 1);
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}

/** A row of 32-bit numbers that only the seed tells. */
function numbers(seed: string): () => number {
  let block = 0;
  let digest = Buffer.alloc(0);
  let offset = 0;
  return () => {
    if (offset + 4 > digest.length) {
      digest = createHash("sha512").update(`${seed}#${block++}`).digest();
      offset = 0;
    }
    offset += 4;
    return digest.readUInt32LE(offset - 4);
  };
}
