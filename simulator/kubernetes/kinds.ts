import { readFileSync } from "node:fs";
import { join } from "node:path";
import picomatch from "picomatch";
import { parse } from "yaml";
import { isObject, type Properties } from "../values";
import type { Entry, World } from "../world";
import { apiVersionOf, BY_HAND_FOLDER, DATA_FOLDER, type Catalog, type Kind } from "./catalog";
import type { Cluster } from "./cluster";
import { specOf, textOf } from "./object";
import type { CrdFile, CustomKind, CustomVersion } from "./schema";
import { RELEASE } from "./token";

/** Where custom resource definitions are in the world. */
export const CRD_TOKEN = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

/** What brings custom resources, and makes things happen. */
interface Bringer {
  crds?: string[];
  kinds?: { group: string; version: string; kind: string; plural: string; namespaced: boolean }[];
  /** `ingress`: Ingresses get a load balancer. */
  controls?: string[];
}

interface ClustersFile {
  eks: Bringer;
  autoMode: Bringer;
  charts: Record<string, Bringer>;
  manifests: Record<string, Bringer>;
}

/** Which kinds of objects a cluster knows, and which controllers run in it. */
export class Kinds {
  private file: ClustersFile | undefined;
  private readonly crdFiles = new Map<string, CrdFile>();

  constructor(
    private readonly world: World,
    private readonly catalog: Catalog,
  ) {}

  /** The kind of an object, or undefined where the cluster does not serve it. */
  find(cluster: Cluster, apiVersion: string, kind: string): Kind | undefined {
    const builtIn = this.catalog.builtIn(apiVersion, kind);
    if (builtIn) return isNewer(builtIn.introduced, cluster.version) ? undefined : builtIn;
    return this.custom(cluster, apiVersion, kind);
  }

  /** Whether something in the cluster does this: `ingress`. */
  controls(cluster: Cluster, what: string): boolean {
    return this.bringers(cluster).some(({ controls = [] }) => controls.includes(what));
  }

  /** The custom resource definitions that a manifest on the network holds, if it is a known one. */
  manifest(url: string): Properties[] | undefined {
    const known = Object.entries(this.data.manifests).find(([pattern]) => picomatch(pattern)(url));
    return known?.[1].crds?.flatMap((file) => this.crdFile(file).kinds.map(crdOf));
  }

  private custom(cluster: Cluster, apiVersion: string, kind: string): Kind | undefined {
    for (const entry of this.world.all(CRD_TOKEN, cluster.scope)) {
      const found = servedBy(definitionOf(specOf(entry.outputs)), apiVersion, kind);
      if (found) return found;
    }
    for (const bringer of this.bringers(cluster)) {
      const found = this.broughtBy(bringer, apiVersion, kind);
      if (found) return found;
    }
    return undefined;
  }

  private broughtBy(
    { crds = [], kinds = [] }: Bringer,
    apiVersion: string,
    name: string,
  ): Kind | undefined {
    for (const file of crds) {
      for (const definition of this.crdFile(file).kinds) {
        const found = servedBy(definition, apiVersion, name);
        if (found) return found;
      }
    }
    const open = kinds.find((kind) => apiVersionOf(kind) === apiVersion && kind.kind === name);
    return open && { ...open, schema: OPEN, definition: "", custom: true };
  }

  private bringers({ eks, scope }: Cluster): Bringer[] {
    const { charts, autoMode, eks: ofEks } = this.data;
    const releases = this.world.all(RELEASE, scope).map((release) => charts[chartOf(release)]);
    return [
      ...(eks ? [ofEks] : []),
      ...(eks && isAutoMode(eks) ? [autoMode] : []),
      ...releases.filter((bringer) => bringer !== undefined),
    ];
  }

  private get data(): ClustersFile {
    this.file ??= parse(
      readFileSync(join(BY_HAND_FOLDER, "clusters.yaml"), "utf8"),
    ) as ClustersFile;
    return this.file;
  }

  private crdFile(name: string): CrdFile {
    let file = this.crdFiles.get(name);
    if (!file) {
      const isByHand = name.endsWith(".yaml");
      const path = isByHand
        ? join(BY_HAND_FOLDER, name)
        : join(DATA_FOLDER, "crds", `${name}.json`);

      const read = isByHand ? parse : (text: string): unknown => JSON.parse(text);
      file = read(readFileSync(path, "utf8")) as CrdFile;
      this.crdFiles.set(name, file);
    }
    return file;
  }
}

const OPEN = { type: "object", "x-kubernetes-preserve-unknown-fields": true } as const;

/** The chart's own name: releases may give a path, an `oci://` address or `repository/name`. */
export function chartOf({ inputs }: Entry): string {
  const { chart } = inputs;
  return typeof chart === "string" ? (chart.split("/").at(-1) ?? "") : "";
}

function isAutoMode({ inputs }: Entry): boolean {
  const { computeConfig } = inputs;
  return isObject(computeConfig) && computeConfig["enabled"] === true;
}

function servedBy(definition: CustomKind, apiVersion: string, kind: string): Kind | undefined {
  if (definition.kind !== kind) return undefined;
  const { group, plural, namespaced } = definition;
  const version = definition.versions.find(
    ({ name, served }) => served && apiVersionOf({ group, version: name }) === apiVersion,
  );
  return (
    version && {
      ...{ group, version: version.name, kind, plural, namespaced },
      schema: version.schema,
      definition: "",
      custom: true,
    }
  );
}

/** A CustomResourceDefinition object's spec as the data files have it. */
export function definitionOf(spec: Properties): CustomKind {
  const { group, names, scope, versions } = spec;
  const named = isObject(names) ? names : {};
  return {
    group: textOf(group),
    kind: textOf(named["kind"]),
    plural: textOf(named["plural"]),
    namespaced: scope === "Namespaced",
    versions: (Array.isArray(versions) ? versions.filter(isObject) : []).map(versionOf),
  };
}

/** A data file's definition as an object. */
function crdOf({ group, kind, plural, namespaced, versions }: CustomKind): Properties {
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
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

function versionOf({ name, served, storage, schema }: Properties): CustomVersion {
  const structural = isObject(schema) ? schema["openAPIV3Schema"] : undefined;
  return {
    name: textOf(name),
    served: served === true,
    storage: storage === true,
    schema: isObject(structural) ? structural : OPEN,
  };
}

function isNewer(introduced: string | undefined, version: string): boolean {
  return minorOf(introduced ?? "1.0") > minorOf(version);
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}
