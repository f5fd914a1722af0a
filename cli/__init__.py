"""The program `klubbat`: thin commands over functions of the same names."""
