import data from "../data/aws-prefix-lists.json";
import { stableHex } from "../identity";
import { regionNames } from "../zones";

/** A prefix list that AWS keeps in every Region. */
export interface AwsPrefixList {
  /** The same in every run, another one in each Region. */
  id: string;
  /** `com.amazonaws.us-east-1.s3` */
  name: string;
  addressFamily: string;
  /** How many rules of a security group it counts for. */
  weight: number;
  cidrs: readonly string[];
}

/** All prefix lists that AWS keeps in a Region. */
export function awsPrefixLists(region: string): AwsPrefixList[] {
  return [
    ...data.regional.map((list) => ({ ...list, name: `com.amazonaws.${region}.${list.name}` })),
    ...data.global.map((list) => ({ ...list, name: `com.amazonaws.global.${list.name}` })),
  ].map((list) => ({ ...list, id: `pl-${stableHex(`${region}/${list.name}`, 8)}` }));
}

/** The list of that id that AWS keeps in any Region, or undefined. */
export function awsPrefixList(id: string): AwsPrefixList | undefined {
  return regionNames.flatMap(awsPrefixLists).find((list) => list.id === id);
}
