"""Text: glyphs → letters → words → lines.

In: the `Drawing` of a page. Out: a `Page` of words and borders, its text upright. It alone knows
gaps between letters, marks over them, baselines and turned text. How the lines of a cell are joined
into one text is decided in `tables.line_joins`, which needs the words of the whole document.
"""
