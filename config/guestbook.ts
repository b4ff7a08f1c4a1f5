import { flag, object, withDefault, type Static } from "../model/schema-parts";
import { guestbookSettings } from "../model/samples";

/** Schema of a {@link GuestbookConfig}. */
export const guestbookSchema = object("the guestbook sample", {
  deploy: withDefault(flag("true where the sample is deployed"), true),
  ...guestbookSettings.properties,
});

/** The guestbook of a stack. */
export type GuestbookConfig = Static<typeof guestbookSchema>;
