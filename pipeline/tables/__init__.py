"""Tables: from fragments to logical tables.

In: `Layout`s and a profile. Out: an `Assembly`: headers recognised, rows cut by page breaks
stitched, lines of cells joined. Only this package handles page breaks and words broken at line
ends.
"""
