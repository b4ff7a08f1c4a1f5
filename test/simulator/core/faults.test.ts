import assert from "node:assert/strict";
import { InputError } from "../../../model/errors";
import { CloudError } from "../../../simulator/errors";
import { parseFaults } from "../../../simulator/fault-file";
import { Faults, type Fault, type FaultTarget } from "../../../simulator/faults";

const subnet: FaultTarget = {
  type: "aws:ec2/subnet:Subnet",
  name: "games-a",
  operation: "create",
};

/** What comes of calls in a row: `done`, or the code of the error. */
async function outcomes(fault: Fault, targets: FaultTarget[]): Promise<string[]> {
  const faults = new Faults([fault]);
  const results: string[] = [];
  for (const target of targets) {
    results.push(
      await faults
        .around(target, () => Promise.resolve("done"))
        .catch((error: CloudError) => error.code),
    );
  }
  return results;
}

describe("A fault", () => {
  it("hits one call by default, any one", async () => {
    assert.deepEqual(await outcomes({ effect: "fail" }, [subnet, subnet]), [
      "InternalFailure",
      "done",
    ]);
  });

  it("passes calls before the first that it hits, and hits as many as it says", async () => {
    const fault: Fault = { effect: "fail", after: 1, times: 2, code: "Unavailable" };
    assert.deepEqual(await outcomes(fault, [subnet, subnet, subnet, subnet]), [
      "done",
      "Unavailable",
      "Unavailable",
      "done",
    ]);
  });

  it("hits for ever when it says so", async () => {
    const fault: Fault = { effect: "fail", times: "always" };
    assert.deepEqual(await outcomes(fault, [subnet, subnet]), [
      "InternalFailure",
      "InternalFailure",
    ]);
  });

  it("is for types, names and operations, with stars for any part of them", async () => {
    const fault: Fault = {
      effect: "fail",
      times: "always",
      type: "aws:ec2/*",
      name: "games-*",
      operation: "create",
    };
    const others: FaultTarget[] = [
      subnet,
      { ...subnet, type: "aws:eks/cluster:Cluster" },
      { ...subnet, name: "web-a" },
      { ...subnet, operation: "delete" },
    ];
    assert.deepEqual(await outcomes(fault, others), ["InternalFailure", "done", "done", "done"]);
  });

  it("that throttles lets a call through when it ends soon, and not when it lasts", async () => {
    assert.deepEqual(await outcomes({ effect: "throttle", times: 3 }, [subnet]), ["done"]);
    assert.deepEqual(await outcomes({ effect: "throttle", times: "always" }, [subnet]), [
      "ThrottlingException",
    ]);
  });

  it("that fails keeps the call from its effect; one that loses the answer does not", async () => {
    let effects = 0;
    const work = () => Promise.resolve(void effects++);
    await assert.rejects(new Faults([{ effect: "fail" }]).around(subnet, work), CloudError);
    assert.equal(effects, 0);
    await assert.rejects(
      new Faults([{ effect: "lose-answer" }]).around(subnet, work),
      new CloudError("RequestTimeout", "The connection was reset before the answer arrived."),
    );
    assert.equal(effects, 1);
  });

  it("that slows a call down only takes time", async () => {
    assert.deepEqual(await outcomes({ effect: "slow", milliseconds: 1 }, [subnet]), ["done"]);
  });
});

describe("A file of faults", () => {
  it("is a list of them", () => {
    const faults = [{ effect: "throttle", type: "aws:eks/*", times: 2 }];
    assert.deepEqual(parseFaults(faults), faults);
  });

  const wrong: [string, unknown, string][] = [
    [
      "is refused when it is no list",
      {},
      "faults: {} must be array. Give a list with one entry per fault, for example `- effect: throttle`.",
    ],
    [
      "is refused with an effect that there is not",
      [{ effect: "boom" }],
      'faults[0].effect: "boom" is not a choice. Use one of "slow", "throttle", "fail", "lose-answer".',
    ],
    [
      "is refused without an effect",
      [{}],
      "faults[0].effect: undefined is missing. Give slow, throttle, fail or lose-answer.",
    ],
    [
      "is refused with a misspelt key",
      [{ effect: "slow", tmes: 3 }],
      'faults[0].tmes: 3 is not an argument. Did you mean "times"?',
    ],
    [
      "is refused with a count that is none",
      [{ effect: "slow", times: "allways" }],
      'faults[0].times: "allways" must match pattern "^always$". Give how many calls are hit, or `always`.',
    ],
  ];
  for (const [title, document, message] of wrong) {
    it(title, () => {
      assert.throws(
        () => parseFaults(document),
        (error: Error) => error instanceof InputError && error.message === message,
      );
    });
  }
});
