/**
 * Inserts text between two comments of a Markdown file, for example
 * `<!-- arguments -->` and `<!-- /arguments -->`.
 *
 * @throws Error if the file does not contain exactly one pair of the comments.
 */
export function fill(markdown: string, section: string, text: string): string {
  const parts = markdown.split(new RegExp(`(<!-- /?${section} -->)`));
  const [before, open, , close, after] = parts;
  if (parts.length !== 5 || open !== `<!-- ${section} -->` || close !== `<!-- /${section} -->`) {
    throw new Error(
      `There must be one <!-- ${section} --> and, after it, one <!-- /${section} -->`,
    );
  }
  return `${before}${open}\n\n${text}\n\n${close}${after}`;
}

/** The text between the two comments of a section. */
export function sectionOf(markdown: string, section: string): string {
  const found = new RegExp(`<!-- ${section} -->([\\s\\S]*?)<!-- /${section} -->`).exec(markdown);
  if (!found) throw new Error(`There is no section ${section}`);
  return (found[1] ?? "").trim();
}
