import path from "node:path";
import { goModule } from "../data/go-module";
import { crdSources, readCrds } from "./kubernetes-crds";
import { readOpenApi } from "./kubernetes-openapi";
import { addFromGoTypes } from "./kubernetes-types";
import { dataText } from "./write";

/** The version whose API is extracted: that of the API server that the tests compare with. */
const KUBERNETES = "1.36.3";

/**
 * Extracts the schemas of the Kubernetes API and of the scenarios' custom resources from Go modules.
 *
 * @returns texts by file name, below `simulator/data/kubernetes`
 */
export async function extractKubernetesData(): Promise<Map<string, string>> {
  const files = new Map([["openapi.json", await dataText(await builtIn())]]);
  for (const source of crdSources) {
    const { name, module, version, folder } = source;
    const kinds = readCrds(path.join(await goModule(module, version), folder), source);
    files.set(`crds/${name}.json`, await dataText({ sources: { [module]: version }, kinds }));
  }
  return files;
}

async function builtIn(): Promise<unknown> {
  // The types are a separate module with the version 0.x for Kubernetes 1.x.
  const sources = {
    "k8s.io/kubernetes": `v${KUBERNETES}`,
    "k8s.io/api": `v0${KUBERNETES.slice(1)}`,
  };
  const kubernetes = await goModule("k8s.io/kubernetes", sources["k8s.io/kubernetes"]);
  const openApi = readOpenApi(path.join(kubernetes, "api", "openapi-spec", "v3"));
  addFromGoTypes(openApi, await goModule("k8s.io/api", sources["k8s.io/api"]));
  return { sources, ...openApi };
}
