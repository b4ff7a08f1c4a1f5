import { choice, count, object, withDefault } from "./schema-parts";

/** Schema of the settings of the guestbook, as a stack and the component have them. */
export const guestbookSettings = object("the guestbook sample", {
  replicas: withDefault(count("frontend pods, at least 1", 1), 2),
  exposure: withDefault(
    choice("who reaches it: the internet, or the VPC and networks connected to it", [
      "internet",
      "internal",
    ]),
    "internal",
  ),
});

/** Schema of the settings of the checkout, as a stack and the component have them. */
export const checkoutSettings = object("the checkout sample", {
  replicas: withDefault(count("pods of each version", 1), 1),
});

/** Schema of the settings of the game servers, as a stack and the component have them. */
export const gameServerSettings = object("the sample: pods to route clients to", {
  replicas: withDefault(count("pods, at least 1; each is a separate destination", 1), 3),
});
