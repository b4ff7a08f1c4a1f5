import { isObject, isUnknown } from "../../values";
import type { Field } from "../field";
import { configKey, dnsSubdomain, qualifiedName } from "./formats";

/** Bytes of data that a ConfigMap or Secret may hold. */
const MOST_BYTES = 1024 * 1024;

export function checkConfigMap(root: Field): void {
  const plain = root.field("data");
  const binary = root.field("binaryData");
  checkKeys(plain);
  checkKeys(binary);
  for (const [key] of plain.entries()) {
    if (binary.object && key in binary.object) {
      plain.key(key).invalid(`duplicate of key present in binaryData`, key);
    }
  }
  checkSize(root, [plain, binary]);
}

/** What each type of secret must hold. Source: pkg/apis/core/validation of k8s.io/kubernetes. */
const REQUIRED_KEYS: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/dockercfg": [".dockercfg"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
};

export function checkSecret(root: Field): void {
  const data = root.field("data");
  const texts = root.field("stringData");
  checkKeys(data);
  checkKeys(texts);
  checkSize(root, [data, texts]);
  const type = root.field("type");
  if (type.text === "kubernetes.io/service-account-token") {
    const account = root.at("metadata", "annotations").key("kubernetes.io/service-account.name");
    account.require();
  }
  if (isUnknown(data.value) || isUnknown(texts.value)) return;
  for (const key of REQUIRED_KEYS[type.text ?? ""] ?? []) {
    const isThere = [data, texts].some(({ value }) => isObject(value) && value[key] !== undefined);
    if (!isThere) data.key(key).require();
  }
}

export function checkServiceAccount(root: Field): void {
  for (const secret of root.field("imagePullSecrets").items())
    secret.field("name").matches(dnsSubdomain);
}

export function checkNamespace(root: Field): void {
  for (const finalizer of root.at("spec", "finalizers").items()) finalizer.matches(qualifiedName);
}

function checkKeys(data: Field): void {
  for (const [key] of data.entries()) {
    const problem = configKey(key);
    if (problem !== undefined) data.key(key).invalid(problem, key);
  }
}

function checkSize(root: Field, parts: readonly Field[]): void {
  const bytes = parts
    .flatMap((part) => part.entries())
    .reduce((sum, [, { text = "" }]) => sum + Buffer.byteLength(text), 0);
  if (bytes > MOST_BYTES) root.field("data").tooLong(MOST_BYTES);
}
