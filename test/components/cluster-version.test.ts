import assert from "node:assert/strict";
import { clusterVersion } from "../../components/cluster";
import { deploy, type Answers } from "./harness";

/** The version of the cluster "games" in an account with these clusters, on 1 April 2027. */
async function versionAmong(answers: Answers): Promise<string> {
  const { result } = await deploy(() => clusterVersion("games", "2027-04-01"), {}, answers);
  return result;
}

describe("The version of a cluster whose configuration names none", () => {
  it("is the default of the day if no cluster of that name exists", async () => {
    assert.equal(
      await versionAmong({ "aws:eks/getClusters:getClusters": { names: ["other"] } }),
      "1.36",
    );
  });

  it("is the version of the deployed cluster", async () => {
    assert.equal(
      await versionAmong({
        "aws:eks/getClusters:getClusters": { names: ["games", "other"] },
        "aws:eks/getCluster:getCluster": { version: "1.34" },
      }),
      "1.34",
    );
  });
});
