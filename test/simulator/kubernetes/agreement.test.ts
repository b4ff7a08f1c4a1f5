import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CrdFile, CustomKind } from "../../../simulator/kubernetes/schema";
import type { Properties } from "../../../simulator/values";
import { startApiServer, type ApiServer } from "../../../tools/services/api-server";
import { kubernetesClient, type KubernetesObject } from "../../../tools/services/kubernetes-client";
import { requireService } from "../../setup";
import { casesOf } from "./cases";
import table from "./differences.json";
import { isRefusal, LocalKubernetes } from "./local-kubernetes";

type Verdict = "accepted" | "refused";

/** Where the two differ, and which of them the Kubernetes documentation supports. */
interface Difference {
  object: string;
  local: Verdict;
  server: Verdict;
  /** Which one has it right, and the document that says so. */
  right: "local" | "server";
  source: string;
}

const differences = new Map(
  (table.differences as Difference[]).map((difference) => [difference.object, difference]),
);
const cases = [...casesOf("objects.yaml"), ...casesOf("custom-resources.yaml")];
const CRDS = join(__dirname, "../../../simulator/data/kubernetes/crds");

/** The definitions of all custom resources of the local cloud, as objects. */
function definitions(): Properties[] {
  return readdirSync(CRDS).flatMap((file) => {
    const { kinds } = JSON.parse(readFileSync(join(CRDS, file), "utf8")) as CrdFile;
    return kinds.map(definitionOf);
  });
}

function definitionOf({ group, kind, plural, namespaced, versions }: CustomKind): Properties {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: `${plural}.${group}`,
      // Groups of Kubernetes' own are protected; these were approved.
      annotations: { "api-approved.kubernetes.io": "https://github.com/kubernetes/enhancements" },
    },
    spec: {
      group,
      names: { kind, plural },
      scope: namespaced ? "Namespaced" : "Cluster",
      versions: versions.map(({ schema, ...version }) => ({
        ...version,
        schema: { openAPIV3Schema: schema as Properties },
      })),
    },
  };
}

describe("The local Kubernetes and a real API server agree", () => {
  let server: ApiServer;
  let local: LocalKubernetes;
  const counts = { agreed: 0, differ: 0 };

  before(async function () {
    await requireService("api-server", this);
    this.timeout(120_000);
    server = await startApiServer();
    local = await LocalKubernetes.start();
    await Promise.all(
      definitions().map(async (definition) => {
        assert.equal(await asked(definition, { dryRun: false }), "accepted");
        await local.create(definition);
      }),
    );
  });
  after(async () => {
    await local?.stop();
    if (!server) return;
    await server.stop();
    const { agreed, differ } = counts;
    const wrong = cases.filter(({ isSpoiled }) => isSpoiled).length;
    process.stdout.write(
      `    ${cases.length} objects, ${wrong} of them wrong: ${agreed} alike, ${differ} as listed\n`,
    );
  });

  /** What the real server says, in a strict server-side dry run. */
  async function asked(object: Properties, { dryRun = true } = {}): Promise<Verdict> {
    const client = kubernetesClient(server);
    const { status, body } = await client.apply(object as unknown as KubernetesObject, { dryRun });
    assert.ok(status < 500 || isAboutObject(body), JSON.stringify(body));
    return status < 300 ? "accepted" : "refused";
  }

  /** Server-side apply answers 500, too, for a field or a value that the object's type does not have. */
  function isAboutObject(body: unknown): boolean {
    return /failed to (create typed patch|convert new) object/.test(JSON.stringify(body));
  }

  async function judged(object: Properties): Promise<Verdict> {
    try {
      await local.create(object, { preview: true });
      return "accepted";
    } catch (error) {
      if (isRefusal(error)) return "refused";
      throw error;
    }
  }

  for (const { title, object, isSpoiled } of cases) {
    it(`on ${title}`, async () => {
      const verdicts = { local: await judged(object), server: await asked(object) };
      const same: Verdict = isSpoiled ? "refused" : "accepted";
      const { local: here, server: there } = differences.get(title) ?? {
        local: same,
        server: same,
      };
      assert.deepEqual(verdicts, { local: here, server: there });
      if (here === there) counts.agreed++;
      else counts.differ++;
    });
  }

  it("but for the differences that are listed, each of an object that is asked for", () => {
    const titles = cases.map(({ title }) => title);
    assert.deepEqual(
      [...differences.keys()].filter((title) => !titles.includes(title)),
      [],
    );
    assert.equal(new Set(titles).size, titles.length, "two objects have one title");
    for (const { object, local: here, server: there } of differences.values()) {
      assert.notEqual(here, there, `${object} is listed, but both say the same`);
    }
  });
});
