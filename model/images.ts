import data from "./data/images.json";

/** Names of the container images that the samples use. */
export type ImageName = keyof typeof data.images;

/** The registry that images come from where nothing else is said, as their names begin. */
export const publicRegistry = "public.ecr.aws";

/** The image of that name, with the tag that is pinned in `data/images.json`. */
export function image(name: ImageName): string {
  return data.images[name];
}
