"""The rules, pure: the standard library and each other, nothing else."""
