"""What a report on the whole pipeline counts: small functions over the tables of an audit, each giving rows.

`gathered` gives all of them at once as plain values (`gatecoach.audit.figures.rows`), which need neither Ibis nor the
engine any more.
"""
