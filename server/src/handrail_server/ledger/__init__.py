"""Facts that a third party can verify: canonical form, sealing, tree, checkpoints."""
