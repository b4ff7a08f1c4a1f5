import data from "./data/images.json";

/** Names of the container images that the samples use. */
export type ImageName = keyof typeof data.images;

/** The default registry of images, as the prefix of their names. */
export const publicRegistry = "public.ecr.aws";

/** The image with this name, at the tag that `data/images.json` pins. */
export function image(name: ImageName): string {
  return data.images[name];
}
