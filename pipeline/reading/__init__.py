"""Reading: a PDF file → glyphs and drawn borders of its pages.

In: the path of a file that nobody vouches for. Out: a `Document`, and a `Drawing` a page. It alone
knows a PDF library (`engines`), what damage and limits are, and how the process that reads
(`child`) talks to the one that asked (`parent`) over pipes (`protocol`). What that process makes of
a drawing before it sends it is `text`'s (`text.child`).
"""

ENGINES = ("pdfium", "pdfplumber")
"""The libraries that can read a PDF, the one that is taken first."""
