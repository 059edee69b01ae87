"""The targets as ratios to a floor that is measured in turns with them, on the same machine, in the same run."""
