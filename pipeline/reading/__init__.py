"""Reading: from a PDF file to glyphs and drawn borders of its pages.

In: the path of an untrusted file. Out: a `Document`, and a `Drawing` per page. Only this package
uses PDF libraries (`engines`), and handles damage, limits, and the communication between the
reading process (`child`) and its parent (`parent`) over pipes (`protocol`). The reading process
turns drawings into pages with `text` (`text.child`) before sending them.
"""

ENGINES = ("pdfium", "pdfplumber")
"""The libraries that can read a PDF, the one that is taken first."""
