"""The sample report: a fictional college, in the true form of such reports."""
