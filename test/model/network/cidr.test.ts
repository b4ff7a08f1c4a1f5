import assert from "node:assert/strict";
import fc from "fast-check";
import {
  contains,
  containsAddress,
  firstFree,
  isCidr,
  overlaps,
  parseCidr,
  parseCidr4,
  size,
  subnetAt,
  subnetCount,
  usableAddresses,
} from "../../../model/network/cidr";
import { InputError } from "../../../model/errors";

/** Any IPv4 block with a prefix length in the given range. */
const cidr4 = (shortest = 8, longest = 30) =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: shortest, max: longest }))
    .map(([address, prefix]) => {
      const first = Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
      const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
      return parseCidr(`${octets.join(".")}/${prefix}`);
    });

const refusal = (text: string) => {
  try {
    parseCidr(text, "network.cidr");
  } catch (error) {
    assert(error instanceof InputError);
    return error.message;
  }
  return assert.fail(`${text} was accepted`);
};

describe("A CIDR block", () => {
  it("is read with its first address, last address and size", () => {
    const cidr = parseCidr("10.1.2.0/23");
    assert.equal(cidr.text, "10.1.2.0/23");
    assert.equal(cidr.prefix, 23);
    assert.equal(cidr.last - cidr.first, 511n);
    assert.equal(size(cidr), 512n);
    assert.equal(usableAddresses(cidr), 507);
  });

  it("of IPv6 is read in its short form", () => {
    const cidr = parseCidr("2001:db8:0:0::/56");
    assert.equal(cidr.text, "2001:db8::/56");
    assert.equal(subnetAt(cidr, 64, 255).text, "2001:db8:0:ff::/64");
  });

  it("with host bits is refused with the block that was meant", () => {
    assert.equal(
      refusal("10.0.3.7/16"),
      'network.cidr: "10.0.3.7/16" has host bits set after its /16 prefix. Did you mean "10.0.0.0/16"?',
    );
  });

  it("without a prefix length is refused with the one-address block", () => {
    assert.equal(
      refusal("10.0.0.4"),
      'network.cidr: "10.0.0.4" has no prefix length. Did you mean "10.0.0.4/32"?',
    );
  });

  it("of another shape is refused with an example", () => {
    for (const text of ["10.0.0.0/33", "10.0.0/16", "", "vpc", "10.0.0.0/16/16", "10.0.0.256/8"]) {
      assert.equal(
        refusal(text),
        `network.cidr: ${JSON.stringify(text)} is not a CIDR block. ` +
          "Write an address, a slash and a prefix length, for example 10.0.0.0/16.",
      );
    }
  });

  it("of IPv6 is refused where IPv4 is needed", () => {
    assert.throws(() => parseCidr4("2001:db8::/56", "podCidr"), {
      message:
        'podCidr: "2001:db8::/56" is an IPv6 block where an IPv4 block is needed. ' +
        "Write an IPv4 block, for example 10.0.0.0/16.",
    });
  });

  it("is formatted to the text that it was read from", () => {
    fc.assert(fc.property(cidr4(0, 32), (cidr) => assert.deepEqual(parseCidr(cidr.text), cidr)));
  });

  it("overlaps another exactly when one contains the other", () => {
    fc.assert(
      fc.property(cidr4(), cidr4(), (a, b) => {
        assert.equal(overlaps(a, b), contains(a, b) || contains(b, a));
        assert.equal(overlaps(a, b), overlaps(b, a));
      }),
    );
  });

  it("never overlaps a block of the other family", () => {
    const v4 = parseCidr("0.0.0.0/0");
    const v6 = parseCidr("::/0");
    assert.equal(overlaps(v4, v6), false);
    assert.equal(contains(v6, v4), false);
  });

  it("is divided into adjacent blocks", () => {
    fc.assert(
      fc.property(cidr4(8, 24), fc.integer({ min: 0, max: 4 }), (cidr, more) => {
        const prefix = cidr.prefix + more;
        const blocks = Array.from({ length: subnetCount(cidr, prefix) }, (_, index) =>
          subnetAt(cidr, prefix, index),
        );
        assert.equal(blocks[0]?.first, cidr.first);
        assert.equal(blocks.at(-1)?.last, cidr.last);
        blocks.forEach((block, i) => {
          assert(contains(cidr, block));
          if (i > 0) assert.equal(block.first, (blocks[i - 1]?.last ?? 0n) + 1n);
        });
        assert.throws(() => subnetAt(cidr, prefix, blocks.length), RangeError);
      }),
    );
  });

  it("contains exactly the addresses between its first and its last", () => {
    const cidr = parseCidr("10.0.4.0/22");
    assert.equal(containsAddress(cidr, "10.0.7.255"), true);
    assert.equal(containsAddress(cidr, "10.0.8.0"), false);
    assert.equal(containsAddress(cidr, "not an address"), false);
    assert.equal(isCidr("10.0.4.0/22"), true);
    assert.equal(isCidr("10.0.5.0/22"), false);
  });
});

describe("The first free block", () => {
  it("lies in the range, overlaps nothing taken and has no free block before it", () => {
    fc.assert(
      fc.property(
        fc.array(cidr4(18, 26), { maxLength: 12 }),
        fc.integer({ min: 18, max: 24 }),
        (anywhere, prefix) => {
          const range = parseCidr("10.0.0.0/16");
          const offset = (cidr: bigint) => cidr % 65536n;
          const taken = anywhere.map((cidr) =>
            subnetAt(range, cidr.prefix, Number(offset(cidr.first) >> BigInt(32 - cidr.prefix))),
          );
          const free = firstFree(range, prefix, taken);
          const candidates = Array.from({ length: subnetCount(range, prefix) }, (_, index) =>
            subnetAt(range, prefix, index),
          );
          const expected = candidates.find((c) => !taken.some((used) => overlaps(used, c)));
          assert.deepEqual(free, expected);
        },
      ),
    );
  });

  it("is undefined if the range is smaller than the block", () => {
    assert.equal(firstFree(parseCidr("10.0.0.0/24"), 23, []), undefined);
  });
});
