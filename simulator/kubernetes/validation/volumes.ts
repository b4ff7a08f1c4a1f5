import { requireUnique, type Field } from "../field";
import { configKey, dnsLabel } from "./formats";

/** The fields of a volume that say what is in it. */
const SOURCES = [
  "awsElasticBlockStore",
  "azureDisk",
  "azureFile",
  "cephfs",
  "cinder",
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "fc",
  "flexVolume",
  "flocker",
  "gcePersistentDisk",
  "gitRepo",
  "glusterfs",
  "hostPath",
  "image",
  "iscsi",
  "nfs",
  "persistentVolumeClaim",
  "photonPersistentDisk",
  "portworxVolume",
  "projected",
  "quobyte",
  "rbd",
  "scaleIO",
  "secret",
  "storageos",
  "vsphereVolume",
];

/** What each source must name. */
const REQUIRED: Readonly<Record<string, string>> = {
  configMap: "name",
  secret: "secretName",
  persistentVolumeClaim: "claimName",
  hostPath: "path",
  csi: "driver",
};

const MODE_RULE = "must be a number between 0 and 0777 (octal), both inclusive";

/** The volumes of a pod: each has a name of its own and one source at most; without one it is an empty folder. */
export function checkVolumes(volumes: Field): void {
  requireUnique(volumes.items().map((volume) => volume.field("name")));
  for (const volume of volumes.items()) {
    volume.field("name").matches(dnsLabel);
    if (!volume.object) continue;
    const given = SOURCES.filter((name) => volume.field(name).isPresent);
    for (const extra of given.slice(1)) {
      volume.field(extra).forbidden("may not specify more than 1 volume type");
    }
    for (const source of given) checkSource(source, volume.field(source));
  }
}

function checkSource(name: string, source: Field): void {
  const required = REQUIRED[name];
  if (required !== undefined && source.object) source.field(required).require();
  const mode = source.field("defaultMode");
  if (mode.number !== undefined && (mode.number < 0 || mode.number > 0o777))
    mode.invalid(MODE_RULE);
  checkItems(source.field("items"));
  if (name === "hostPath" && (source.field("path").text ?? "").split("/").includes("..")) {
    source.field("path").invalid("must not contain '..'");
  }
  const size = source.field("sizeLimit");
  if (name === "emptyDir" && (size.text ?? "").startsWith("-")) {
    size.forbidden("SizeLimit field must be a valid resource quantity");
  }
  for (const part of source.field("sources").items()) {
    for (const [, projection] of part.entries()) checkItems(projection.field("items"));
  }
  const claim = source.at("volumeClaimTemplate", "spec");
  if (name === "ephemeral" && source.object && !claim.isPresent)
    source.field("volumeClaimTemplate").require();
}

function checkItems(items: Field): void {
  for (const item of items.items()) {
    const path = item.field("path");
    if ((path.text ?? "").startsWith("/")) path.invalid("must be a relative path");
    else if ((path.text ?? "").split("/").includes("..")) path.invalid("must not contain '..'");
    item.field("key").matches(configKey);
  }
}
