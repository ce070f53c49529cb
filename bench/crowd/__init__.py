"""A crowd: rows as an organisation has after five years, 100,000 incidents at scale 1, through every fence and trigger.

Whatever is chosen is chosen by a hash of the row's number: the same scale makes the same rows on any machine.
"""
