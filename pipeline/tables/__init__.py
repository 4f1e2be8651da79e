"""Tables: fragments → logical tables.

In: `Layout`s and a profile. Out: an `Assembly`: headers recognised, rows that a page break cut
made whole, lines of cells joined. It alone knows page breaks and broken words.
"""
