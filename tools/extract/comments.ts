/**
 * Reads from a property's comment whether a change replaces the resource: always, sometimes
 * (it depends on the values, or on other properties), or nothing.
 *
 * @example
 * commentSays("Changing this value will force a new cluster to be created.") // "always"
 */
export function commentSays(comment: string): "always" | "sometimes" | undefined {
  const sentences = comment.split(/(?<=\.)\s+/);
  const plain = (text: string): boolean => CHANGING.test(text) || FORCES.test(text);
  if (sentences.some((text) => plain(text) && !CONDITION.test(text))) return "always";
  return sentences.some((text) => plain(text) || RECREATES.test(text)) ? "sometimes" : undefined;
}

/** "Changing this value will force a new cluster to be created." */
const CHANGING =
  /\b(?:changing|modifying) (?:this|it|these|`\w+`)(?: values?| argument| field| parameter| setting)? (?:will )?(?:forces?|causes?|triggers?|creates?|requires?|re-?creates?)\b.*\b(?:new|replace\w*|re-?creat\w*|resource)\b/i;
/** "Forces replacement if changed.", "(Optional, Forces new resource)" */
const FORCES = /^\W*(?:\w+, )?forces (?:a )?(?:new resource|replacement)\b/i;
/** "Disabling X after it has been enabled forces recreation of the instance." */
const RECREATES =
  /\b(?:forces?|force|trigger a destroy and|will) (?:a )?(?:resource )?(?:new resource|replacement|re-?creat\w*)\b/i;
const CONDITION = /^\W*(?:note\W+)?(?:if|when|once|unless)\b/i;
