import assert from "node:assert/strict";
import fc from "fast-check";
import { checkAuthPolicy, latticeAuthPolicy } from "../../../model/lattice/auth";
import { refuses } from "../refusal";

const statement = {
  Effect: "Allow",
  Principal: "*",
  Action: "vpc-lattice-svcs:Invoke",
  Resource: "*",
};
const policy = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const check = (text: string) => checkAuthPolicy(text, "authPolicy");

describe("The auth policy of a service network", () => {
  it("admits unsigned requests from the VPCs", () => {
    assert.deepEqual(JSON.parse(latticeAuthPolicy({ vpcIds: ["vpc-1", "vpc-2"] })), {
      Version: "2012-10-17",
      Statement: [
        {
          ...statement,
          Condition: { StringEquals: { "vpc-lattice-svcs:SourceVpc": ["vpc-1", "vpc-2"] } },
        },
      ],
    });
  });

  it("admits only signed requests of the account's principals if an account is given", () => {
    const made = latticeAuthPolicy({ vpcIds: ["vpc-1"], accountId: "123456789012" });
    const { Statement: statements } = JSON.parse(made) as { Statement: { Condition: object }[] };
    assert.deepEqual(statements[0]?.Condition, {
      StringEquals: {
        "vpc-lattice-svcs:SourceVpc": ["vpc-1"],
        "aws:PrincipalAccount": "123456789012",
      },
      StringNotEqualsIgnoreCase: { "aws:PrincipalType": "anonymous" },
    });
  });

  it("is valid in VPC Lattice for all VPCs that one account may have", () => {
    const vpc = fc.stringMatching(/^vpc-[0-9a-f]{17}$/);
    fc.assert(
      fc.property(
        fc.array(vpc, { minLength: 1, maxLength: 300 }),
        fc.boolean(),
        (vpcIds, isSigned) =>
          check(latticeAuthPolicy({ vpcIds, ...(isSigned && { accountId: "123456789012" }) })),
      ),
    );
  });

  it("with newlines is refused", () => {
    const text = '{\n"Statement": []}';
    refuses(
      () => check(text),
      `authPolicy: ${JSON.stringify(text)} has newlines, which VPC Lattice refuses in an auth policy. Give it on one line: JSON.stringify(JSON.parse(policy)).`,
    );
  });

  it("of more than 10 KB is refused, counted in bytes", () => {
    const of = (letter: string, count: number) =>
      policy({ ...statement, Sid: letter.repeat(count) });
    const rest = of("", 0).length;
    check(of("a", 10_240 - rest));
    refuses(
      () => check(of("a", 10_241 - rest)),
      "authPolicy: 10241 bytes are more than the 10240 of an auth policy. Match groups of principals by conditions instead of listing them.",
    );
    refuses(
      () => check(of("é", 5_200)),
      `authPolicy: ${rest + 10_400} bytes are more than the 10240 of an auth policy. Match groups of principals by conditions instead of listing them.`,
    );
  });

  it("without statements or of invalid JSON is refused", () => {
    for (const text of ["allow all", policy(), "[]"]) {
      refuses(
        () => check(text),
        `authPolicy: ${JSON.stringify(text)} is not the JSON of a policy with statements. Give {"Version":"2012-10-17","Statement":[…]}.`,
      );
    }
  });

  it("without a principal is refused", () => {
    const text = policy(statement, { ...statement, Principal: undefined });
    refuses(
      () => check(text),
      `authPolicy: ${JSON.stringify(text)} has a statement without Principal. Name who it is about, or "*".`,
    );
  });

  it("without a resource is refused", () => {
    const text = policy({ ...statement, Resource: undefined });
    refuses(
      () => check(text),
      `authPolicy: ${JSON.stringify(text)} has a statement without Resource. Name ARNs of services, or "*".`,
    );
  });

  it("for actions other than requests is refused", () => {
    refuses(
      () => check(policy({ ...statement, Action: ["vpc-lattice-svcs:Invoke", "s3:GetObject"] })),
      'authPolicy: "s3:GetObject" is not an action of requests to VPC Lattice services. Use vpc-lattice-svcs:Invoke.',
    );
    for (const action of ["*", "vpc-lattice-svcs:*", "vpc-lattice-svcs:Connect"]) {
      check(policy({ ...statement, Action: action }));
    }
  });
});
