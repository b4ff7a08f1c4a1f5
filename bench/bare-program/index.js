const { CustomResource } = require("@pulumi/pulumi");

for (let number = 1; number <= Number(process.env.RESOURCES); number++) {
  new CustomResource("aws:ec2/vpc:Vpc", `vpc-${number}`, { cidrBlock: "10.0.0.0/16" });
}
