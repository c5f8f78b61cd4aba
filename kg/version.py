"""The version of the software; what a generation was made by."""

VERSION = "0.1.0"
EXTRACTOR = f"chengguo-{VERSION}"
