"""Second Story: blameless post-incident reviews."""

VERSION = "0.1.0"
