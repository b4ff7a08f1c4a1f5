import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withAnnotation } from "../../../simulator/kubernetes/object";
import { text, type Properties, type Value } from "../../../simulator/values";
import { startApiServer, type ApiServer } from "../../../tools/services/api-server";
import { kubernetesClient, type KubernetesObject } from "../../../tools/services/kubernetes-client";
import { requireService } from "../../setup";
import { casesOf, changed } from "./cases";
import { isRefusal, LocalKubernetes, type Made } from "./local-kubernetes";

type Changes = Record<string, Record<string, Value>>;
type Verdict = "accepted" | "refused";

const kinds = parse(readFileSync(join(__dirname, "updates.yaml"), "utf8")) as Record<
  string,
  Partial<Record<Verdict, Changes>>
>;
const objects = casesOf("objects.yaml").filter(({ isSpoiled }) => !isSpoiled);

/** The first object of a kind. That it becomes ready is nothing that a server without controllers could tell. */
function objectOf(kind: string): Properties {
  const found = objects.find(({ object }) => text(object["kind"]) === kind);
  assert.ok(found, kind);
  return withAnnotation(found.object, "pulumi.com/skipAwait", "true");
}

describe("The local Kubernetes and a real API server agree on changes", () => {
  let server: ApiServer;
  let local: LocalKubernetes;
  const made = new Map<string, Made>();

  before(async function () {
    await requireService("api-server", this);
    this.timeout(120_000);
    server = await startApiServer();
    local = await LocalKubernetes.start();
    for (const kind of Object.keys(kinds)) {
      assert.equal(await asked(objectOf(kind), false), "accepted");
      made.set(kind, await local.create(objectOf(kind)));
    }
  });
  after(async () => {
    await local?.stop();
    await server?.stop();
  });

  async function asked(object: Properties, dryRun: boolean): Promise<Verdict> {
    const client = kubernetesClient(server);
    const { status, body } = await client.apply(object as unknown as KubernetesObject, { dryRun });
    assert.ok(status < 500, JSON.stringify(body));
    return status < 300 ? "accepted" : "refused";
  }

  /** In a preview, which changes nothing. */
  async function judged(kind: string, object: Properties): Promise<Verdict> {
    try {
      await local.update(made.get(kind)!, object, true);
      return "accepted";
    } catch (error) {
      if (isRefusal(error)) return "refused";
      throw error;
    }
  }

  for (const [kind, verdicts] of Object.entries(kinds)) {
    for (const [verdict, changes] of Object.entries(verdicts)) {
      for (const [what, change] of Object.entries(changes)) {
        it(`for a ${kind}, ${what}: ${verdict}`, async () => {
          const object = changed(objectOf(kind), change);
          const verdicts = { local: await judged(kind, object), server: await asked(object, true) };
          assert.deepEqual(verdicts, { local: verdict, server: verdict });
        });
      }
    }
  }
});
