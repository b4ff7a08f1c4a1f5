import assert from "node:assert/strict";
import { endpointHost, isWithin, parseDomainName } from "../../../model/endpoint-dns/domain-names";
import { refuses } from "../refusal";

describe("A DNS name", () => {
  it("is read in lower case, without the trailing dot", () => {
    assert.equal(parseDomainName("Games.Internal.", "domain"), "games.internal");
    assert.equal(parseDomainName("_chat._tcp.example.com", "domain"), "_chat._tcp.example.com");
    assert.equal(parseDomainName("corp", "domain"), "corp");
  });

  it("that is a URL is refused with the host name in it", () => {
    refuses(
      () => parseDomainName("https://0A1B.gr7.us-east-1.eks.amazonaws.com/", "domains[0]"),
      'domains[0]: "https://0A1B.gr7.us-east-1.eks.amazonaws.com/" is not a DNS name. Did you mean "0a1b.gr7.us-east-1.eks.amazonaws.com"?',
    );
  });

  for (const text of ["", ".", "10.0.0.1", "*.games.internal", "a b", "-a.b", "a..b", 'a";', "é"]) {
    it(`cannot be ${JSON.stringify(text)}`, () => {
      refuses(
        () => parseDomainName(text, "domain"),
        `domain: ${JSON.stringify(text)} is not a DNS name. Give labels of letters, digits and hyphens with dots between, for example games.internal.`,
      );
    });
  }

  it("has at most 63 characters per label and 253 in total", () => {
    const label = "a".repeat(63);
    const longest = `${label}.${label}.${label}.${"a".repeat(61)}`;
    assert.equal(parseDomainName(longest, "domain"), longest);
    assert.throws(() => parseDomainName(`${longest}a`, "domain"));
    assert.throws(() => parseDomainName(`${label}a`, "domain"));
  });

  it("is within itself and its parent domains only", () => {
    assert.equal(isWithin("a.games.internal", "games.internal"), true);
    assert.equal(isWithin("games.internal", "games.internal"), true);
    assert.equal(isWithin("mygames.internal", "games.internal"), false);
  });
});

describe("The host of a cluster's endpoint", () => {
  it("is the lower-case host name of the URL", () => {
    assert.equal(
      endpointHost("https://0A1B.gr7.us-east-1.eks.amazonaws.com"),
      "0a1b.gr7.us-east-1.eks.amazonaws.com",
    );
  });

  it("is refused if the endpoint is not a URL", () => {
    refuses(
      () => endpointHost("0A1B.gr7.us-east-1.eks.amazonaws.com"),
      'endpoint: "0A1B.gr7.us-east-1.eks.amazonaws.com" is not the URL of a cluster\'s endpoint. Give the URL that EKS shows, https://….eks.amazonaws.com.',
    );
  });
});
