"""The parts of the report, one a module: what it says first, the picture, and the table behind it."""
