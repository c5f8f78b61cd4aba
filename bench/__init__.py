"""THE FIGURES: speed, as ratios to a named peer or limit measured in the same run. Start reading at `__main__`."""
