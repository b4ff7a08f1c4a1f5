import { parseAllDocuments } from "yaml";
import { ProviderError } from "../errors";
import { isObject, type Properties } from "../values";

/**
 * The objects of a YAML text; empty documents are none.
 *
 * @throws ProviderError where it is no YAML
 */
export function objectsIn(text: string): Properties[] {
  const documents = parseAllDocuments(text);
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new ProviderError(`decoding YAML: ${error.message}`);
    const value = document.toJS() as unknown;
    return isObject(value) && Object.keys(value).length > 0 ? [value] : [];
  });
}
