"""The citizens' pages. Everything here reads editions and nothing else."""
