/** A file of `model/data/` that a script keeps fresh: `npm run data -- <name>`. */
export interface DataSet {
  /** As typed on the command line: `instance-types`. */
  name: string;
  /** What is refreshed and from where, for the command's help. */
  description: string;
  /** The file, from the root of the repository: `model/data/instance-types.json`. */
  file: string;
  /**
   * Reads the sources and gives the new text of the file.
   *
   * @param today ISO day that the file names as its read date.
   * @param current The file as it is.
   */
  refresh(today: string, current: string): Promise<string>;
}
