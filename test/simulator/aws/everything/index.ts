import type { LocalAws, Made } from "../local-aws";
import { makeAccount } from "./account";
import { makeCluster } from "./cluster";
import { makeCompute } from "./compute";
import { makeLoadBalancer } from "./elb";
import { makeFunctions } from "./functions";
import { makeGlobalAccelerator } from "./globalaccelerator";
import { token, type Make } from "./make";
import { makeNetwork } from "./network";
import { makeResolver } from "./route53resolver";
import { makeServiceDiscovery } from "./servicediscovery";
import { makeVpcLattice } from "./vpclattice";

/** Makes one of every resource type, in the order in which they need each other. */
export async function makeEverything(aws: LocalAws): Promise<Made[]> {
  const made: Made[] = [];
  const make: Make = async (short, inputs, name = short.replace(/.*\//, "")) => {
    const one = await aws.create(token(short), inputs, name);
    made.push(one);
    return one;
  };
  const network = await makeNetwork(make);
  await makeAccount(make);
  await makeCompute(make, network);
  await makeCluster(make, network);
  await makeVpcLattice(make, network);
  await makeResolver(make, network);
  await makeServiceDiscovery(make, network);
  await makeGlobalAccelerator(make, network);
  await makeLoadBalancer(make, network);
  await makeFunctions(make);
  return made;
}
