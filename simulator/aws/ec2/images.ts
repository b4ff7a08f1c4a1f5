import { minorVersion, versionCalendar } from "../../../model/cluster/versions";
import data from "../data/images.json";
import { stableHex } from "../identity";
import { regionNames } from "../zones";

/** A machine image that AWS or a partner publishes. */
export interface Image {
  /** The same in every run, another one in each Region. */
  id: string;
  region: string;
  name: string;
  /** Its public parameter, without `/image_id`. */
  parameter: string;
  architecture: string;
  ownerId: string;
  /** Device name and size in GiB of each volume, the root first. */
  devices: { name: string; size: number }[];
  /** ISO 8601 */
  created: string;
  /** `1.35.2-20261105` for the images of EKS. */
  releaseVersion?: string;
}

interface ImageData {
  parameter: string;
  name: string;
  architecture: string;
  ownerId: string;
  rootDevice: string;
  rootSize: number;
  dataDevice?: string;
  dataSize?: number;
  /** Last Kubernetes version that it was made for. */
  until?: string;
}

const { release } = data;
const created = release.replace(/(....)(..)(..)/, "$1-$2-$3T00:00:00.000Z");
const byRegion = new Map<string, Image[]>();

/** All images that the local cloud knows in a Region. */
export function imagesIn(region: string): readonly Image[] {
  let images = byRegion.get(region);
  if (!images) {
    images = (data.images as ImageData[]).flatMap((image) => imagesOf(image, region));
    byRegion.set(region, images);
  }
  return images;
}

/** The image of that id, in whatever Region it is; undefined for one that the local cloud does not know. */
export function findImage(id: string): Image | undefined {
  for (const region of regionNames) {
    const image = imagesIn(region).find((known) => known.id === id);
    if (image) return image;
  }
  return undefined;
}

/** `1.35.2-20261105`: the release of the node image for a Kubernetes version. */
export function releaseVersion(version: string): string {
  return `${minorVersion(version)}.2-${release}`;
}

function imagesOf(image: ImageData, region: string): Image[] {
  if (!image.parameter.includes("{version}")) return [imageOf(image, region)];
  return versionCalendar
    .map(({ version }) => version)
    .filter((version) => image.until === undefined || minor(version) <= minor(image.until))
    .map((version) => imageOf(image, region, version));
}

function imageOf(image: ImageData, region: string, version = ""): Image {
  const { architecture, ownerId, rootDevice, rootSize, dataDevice, dataSize = 20 } = image;
  const fill = (text: string) => text.replace("{version}", version).replace("{release}", release);
  const name = fill(image.name);
  return {
    id: `ami-${stableHex(`${region}/${name}`, 17)}`,
    region,
    name,
    parameter: fill(image.parameter),
    architecture,
    ownerId,
    devices: [
      { name: rootDevice, size: rootSize },
      ...(dataDevice === undefined ? [] : [{ name: dataDevice, size: dataSize }]),
    ],
    created,
    ...(version !== "" && { releaseVersion: releaseVersion(version) }),
  };
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
