"""What the shop does about a case: the walk of the refund tree, the floor of the law, amounts and days. No I/O."""
