"""The whole pipeline at once: the gates of a journey judged over tables, with the kernel's own answers.

`prepare` resolves every item once (live or not, what it answers, how it was read), `judge` asks all gates in one
expression. Both say it as Ibis expressions, so DuckDB, Spark or a warehouse does the work. Needs the extra `audit`.
"""
